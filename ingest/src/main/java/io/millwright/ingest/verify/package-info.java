/** Folds the whole stored log from nothing and compares what comes out with what is stored. */
@NullMarked
package io.millwright.ingest.verify;

import org.jspecify.annotations.NullMarked;
