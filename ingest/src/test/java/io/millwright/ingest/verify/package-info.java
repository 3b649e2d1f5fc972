@NullMarked
package io.millwright.ingest.verify;

import org.jspecify.annotations.NullMarked;
