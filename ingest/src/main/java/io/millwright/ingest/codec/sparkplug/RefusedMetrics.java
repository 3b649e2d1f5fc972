package io.millwright.ingest.codec.sparkplug;

/**
 * Metrics of a message, or the whole of it, that cannot be taken.
 *
 * @param why for what reason
 * @param detail what is wrong and what helps
 * @param payload a Sparkplug payload of only these metrics, with their names as far as they are
 *     known, so that it can be fed again; never changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RefusedMetrics(Why why, String detail, byte[] payload) {}
