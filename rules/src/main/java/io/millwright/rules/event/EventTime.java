package io.millwright.rules.event;

import java.time.Instant;

/**
 * The times an event may have. Within them all calendar arithmetic is exact; outside of them a
 * clock is wrong, and one such event would make every later one look late.
 */
public final class EventTime {
  private static final long EARLIEST = Instant.parse("1900-01-01T00:00:00Z").toEpochMilli();
  private static final long LATEST = Instant.parse("3000-01-01T00:00:00Z").toEpochMilli();

  private EventTime() {}

  public static boolean isPlausible(long millis) {
    return millis >= EARLIEST && millis < LATEST;
  }
}
