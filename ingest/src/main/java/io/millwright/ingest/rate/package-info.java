/** How often something may happen. */
@NullMarked
package io.millwright.ingest.rate;

import org.jspecify.annotations.NullMarked;
