/**
 * Which assets, meters and gateways exist: reading the files that say so, keeping them in tables,
 * and a snapshot for the hot path.
 */
@NullMarked
package io.millwright.ingest.registry;

import org.jspecify.annotations.NullMarked;
