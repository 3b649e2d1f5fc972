/** Tests of the subscription to a broker. */
@NullMarked
package io.millwright.ingest.mqtt.broker;

import org.jspecify.annotations.NullMarked;
