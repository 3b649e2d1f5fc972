/**
 * From bytes to packets that may be sent: the {@code PacketPipeline} in front of vertx-mqtt. What
 * cannot be read, is too large, does not end or is not its sender's part ends the connection here,
 * with a {@code Disconnection} that says why.
 */
@NullMarked
package io.millwright.ingest.mqtt.packet;

import org.jspecify.annotations.NullMarked;
