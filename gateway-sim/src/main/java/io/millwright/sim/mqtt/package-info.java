/**
 * One simulated gateway's side of MQTT: a buffer, a session, and nothing forgotten before its
 * PUBACK.
 */
@NullMarked
package io.millwright.sim.mqtt;

import org.jspecify.annotations.NullMarked;
