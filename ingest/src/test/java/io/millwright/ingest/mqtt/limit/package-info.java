/** Tests of the limits. */
@NullMarked
package io.millwright.ingest.mqtt.limit;

import org.jspecify.annotations.NullMarked;
