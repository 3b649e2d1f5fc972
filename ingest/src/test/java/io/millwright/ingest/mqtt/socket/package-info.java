/** Tests of sockets. */
@NullMarked
package io.millwright.ingest.mqtt.socket;

import org.jspecify.annotations.NullMarked;
