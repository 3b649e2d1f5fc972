@NullMarked
package io.millwright.ingest.store;

import org.jspecify.annotations.NullMarked;
