/**
 * How much a client may take of us: connections, packets, bytes, attempts to connect, time, and,
 * when it is refused, room in quarantine and in the log.
 */
@NullMarked
package io.millwright.ingest.mqtt.limit;

import org.jspecify.annotations.NullMarked;
