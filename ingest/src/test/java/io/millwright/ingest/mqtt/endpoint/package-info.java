/** Tests of the own endpoint, by real packets on real sockets. */
@NullMarked
package io.millwright.ingest.mqtt.endpoint;

import org.jspecify.annotations.NullMarked;
