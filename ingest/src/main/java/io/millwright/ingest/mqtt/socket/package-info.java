/**
 * One socket: whether it is read (the {@code Gate}), that its peer is still there, how it is
 * closed. Of packets it knows nothing.
 */
@NullMarked
package io.millwright.ingest.mqtt.socket;

import org.jspecify.annotations.NullMarked;
