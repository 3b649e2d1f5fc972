/** How long to wait before the next try. */
@NullMarked
package io.millwright.ingest.retry;

import org.jspecify.annotations.NullMarked;
