/** Tests of gateways that are in. */
@NullMarked
package io.millwright.ingest.mqtt.connection;

import org.jspecify.annotations.NullMarked;
