/**
 * A small MQTT 5 publisher for load and fault tests, on Netty's own MQTT codec: thousands of
 * connections on a few event loops, at a few microseconds a message. What a gateway needs to lose
 * nothing over lost connections is in {@code io.millwright.sim.mqtt}; here that is the caller's
 * part.
 */
@NullMarked
package io.millwright.sim.wire;

import org.jspecify.annotations.NullMarked;
