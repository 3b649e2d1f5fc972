/** What tests of MQTT in share. */
@NullMarked
package io.millwright.ingest.mqtt;

import org.jspecify.annotations.NullMarked;
