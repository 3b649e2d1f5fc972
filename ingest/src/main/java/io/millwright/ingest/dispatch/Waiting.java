package io.millwright.ingest.dispatch;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/**
 * An order that waits for an attempt: what is kept of it in memory. Ordered by due time, then
 * number.
 *
 * @param id the order's id
 * @param number the row's number
 * @param due when the attempt may be made
 * @param suspect whether an earlier attempt may have created it at the target
 * @param causeNanos {@link System#nanoTime()} when its cause arrived, or 0 when that is not known
 */
record Waiting(UUID id, long number, Instant due, boolean suspect, long causeNanos)
    implements Comparable<Waiting> {
  private static final Comparator<Waiting> ORDER =
      Comparator.comparing(Waiting::due)
          .thenComparingLong(Waiting::number)
          .thenComparing(Waiting::id);

  @Override
  public int compareTo(Waiting other) {
    return ORDER.compare(this, other);
  }

  /** The same order, due at another time. */
  Waiting at(Instant time) {
    return new Waiting(id, number, time, suspect, causeNanos);
  }

  /** The same order after an attempt. */
  Waiting again(Instant time, boolean maybeCreated) {
    return new Waiting(id, number, time, maybeCreated, causeNanos);
  }
}
