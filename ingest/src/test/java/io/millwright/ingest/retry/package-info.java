/** Tests of the waits. */
@NullMarked
package io.millwright.ingest.retry;

import org.jspecify.annotations.NullMarked;
