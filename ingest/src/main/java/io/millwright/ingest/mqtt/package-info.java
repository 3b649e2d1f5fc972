/**
 * MQTT in: the endpoint gateways connect to, and the subscription to a broker they already have. A
 * message is acknowledged after its commit, and a full intake stops the reading of sockets.
 *
 * <p>The packages, in the order in which each knows those before it: {@code socket} is read or not,
 * {@code limit} says how much, {@code packet} makes packets of bytes and ends what is none, {@code
 * answer} brings settlements back as PUBACK. {@code connection} is a gateway that is in, {@code
 * admission} how it comes in. {@code tls} has certificates, {@code downlink} is what we say
 * ourselves, by both sources: {@code endpoint} is where gateways knock, {@code broker} the other.
 */
@NullMarked
package io.millwright.ingest.mqtt;

import org.jspecify.annotations.NullMarked;
