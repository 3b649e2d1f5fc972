/**
 * The service. Its packages are the steps of the data path; {@link io.millwright.ingest.Millwright}
 * wires them.
 */
@NullMarked
package io.millwright.ingest;

import org.jspecify.annotations.NullMarked;
