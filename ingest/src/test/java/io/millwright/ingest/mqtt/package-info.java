/** Tests of MQTT in. */
@NullMarked
package io.millwright.ingest.mqtt;

import org.jspecify.annotations.NullMarked;
