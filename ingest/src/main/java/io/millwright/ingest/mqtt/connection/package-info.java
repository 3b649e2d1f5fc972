/**
 * A gateway that is in: its PUBLISHes go to the intake, its subscriptions hear what we send, and
 * {@code Connections} knows who holds which client id.
 */
@NullMarked
package io.millwright.ingest.mqtt.connection;

import org.jspecify.annotations.NullMarked;
