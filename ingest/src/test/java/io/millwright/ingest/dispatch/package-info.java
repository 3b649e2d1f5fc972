@NullMarked
package io.millwright.ingest.dispatch;

import org.jspecify.annotations.NullMarked;
