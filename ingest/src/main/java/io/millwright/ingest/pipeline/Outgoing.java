package io.millwright.ingest.pipeline;

/**
 * A message of ours to whoever listens to its topic.
 *
 * @param topic the full topic
 * @param payload the bytes; never changed
 * @param qos 0 or 1; a receiver may be granted less
 * @param retained whether who subscribes later is told as well
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Outgoing(String topic, byte[] payload, int qos, boolean retained) {}
