package io.millwright.ingest.pipeline;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message as a source received it, before anybody looked inside.
 *
 * @param gateway the authenticated gateway, or for a broker subscription the gateway named by the
 *     topic
 * @param topic the full topic
 * @param payload the bytes; never changed after this point
 * @param receivedNanos {@link System#nanoTime()} at arrival, for latencies
 * @param firstReceived when it was received for the first time; null for now. Only what is fed
 *     again has been received before
 * @param connection the number of the gateway's connection, which no other one has; 0 for what came
 *     another way
 * @param acknowledgement told once, when all of the message is durable
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a copy for each message would cost
public record Inbound(
    String gateway,
    String topic,
    byte[] payload,
    long receivedNanos,
    @Nullable Instant firstReceived,
    long connection,
    Acknowledgement acknowledgement) {

  /** The API's own name as a gateway: it may speak for any asset. No gateway can have it. */
  public static final String API_GATEWAY = "api";

  /**
   * A message that was never received before.
   *
   * @param gateway who sent it
   * @param topic the full topic
   * @param payload the bytes; never changed after this point
   * @param receivedNanos {@link System#nanoTime()} at arrival
   * @param acknowledgement told once, when all of the message is durable
   */
  public Inbound(
      String gateway,
      String topic,
      byte[] payload,
      long receivedNanos,
      Acknowledgement acknowledgement) {
    this(gateway, topic, payload, receivedNanos, null, 0, acknowledgement);
  }
}
