/** The subscription to an existing broker: one connection that speaks for all gateways. */
@NullMarked
package io.millwright.ingest.mqtt.broker;

import org.jspecify.annotations.NullMarked;
