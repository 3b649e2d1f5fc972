package io.millwright.ingest.pipeline;

/**
 * One message as a source received it, before anybody looked inside.
 *
 * @param gateway the authenticated gateway, or for a broker subscription the gateway named by the
 *     topic
 * @param topic the full topic
 * @param payload the bytes; never changed after this point
 * @param receivedNanos {@link System#nanoTime()} at arrival, for latencies
 * @param acknowledgement told once, when all of the message is durable
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a copy for each message would cost
public record Inbound(
    String gateway,
    String topic,
    byte[] payload,
    long receivedNanos,
    Acknowledgement acknowledgement) {}
