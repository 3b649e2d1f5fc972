/** Recorded failures: what back-tests and reliability figures are set against. */
@NullMarked
package io.millwright.ingest.failure;

import org.jspecify.annotations.NullMarked;
