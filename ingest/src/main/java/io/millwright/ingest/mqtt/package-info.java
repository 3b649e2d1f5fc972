/**
 * MQTT in: the endpoint gateways connect to, and the subscription to a broker they already have. A
 * message is acknowledged after its commit, and a full intake stops the reading of sockets.
 */
@NullMarked
package io.millwright.ingest.mqtt;

import org.jspecify.annotations.NullMarked;
