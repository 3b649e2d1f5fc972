package io.millwright.ingest.codec.sparkplug;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of an edge node or a device over our restarts.
 *
 * @param group the group of the edge node
 * @param edge the edge node
 * @param device the device; empty for the edge node itself
 * @param online whether it was born and has not died since
 * @param sinceMillis since when, epoch milliseconds of our clock
 * @param bornMillis when its newest birth came, epoch milliseconds of our clock
 * @param bdSeq the number that pairs its session's birth and death; null when the birth has none
 */
public record PresenceRecord(
    String group,
    String edge,
    String device,
    boolean online,
    long sinceMillis,
    long bornMillis,
    @Nullable Long bdSeq) {

  /** The same one, dead. */
  PresenceRecord dead(long nowMillis) {
    return new PresenceRecord(group, edge, device, false, nowMillis, bornMillis, bdSeq);
  }
}
