/**
 * The way back: a message waits for its settlement, which any thread may bring, and is answered
 * with PUBACK or PUBREC on the event loop of the connection that it came on.
 */
@NullMarked
package io.millwright.ingest.mqtt.answer;

import org.jspecify.annotations.NullMarked;
