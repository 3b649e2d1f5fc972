/** The own endpoint: the port, its event loops, and the parts that all of its connections share. */
@NullMarked
package io.millwright.ingest.mqtt.endpoint;

import org.jspecify.annotations.NullMarked;
