/**
 * What could not be decoded, resolved or believed: kept with a reason, counted, and fed again when
 * the reason is gone.
 */
@NullMarked
package io.millwright.ingest.quarantine;

import org.jspecify.annotations.NullMarked;
