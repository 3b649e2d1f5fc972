/** What we say ourselves: on every way out at once, and of our being there on each connection. */
@NullMarked
package io.millwright.ingest.mqtt.downlink;

import org.jspecify.annotations.NullMarked;
