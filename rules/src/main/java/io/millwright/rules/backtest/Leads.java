package io.millwright.rules.backtest;

import io.millwright.rules.episode.Words;

/** Spans before a failure in words: exact where they were given, round where they came out. */
final class Leads {
  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private Leads() {}

  /** A span that somebody gave. */
  static String exactly(long millis) {
    if (millis % DAY == 0 && millis > DAY) {
      return millis / DAY + " days";
    }
    if (millis % HOUR == 0) {
      return millis / HOUR + " h";
    }
    return millis % MINUTE == 0
        ? millis / MINUTE + " min"
        : Words.number((double) millis / SECOND) + " s";
  }

  /** A span that came out, to three digits or so. */
  static String roughly(long millis) {
    if (millis >= 10 * DAY) {
      return Words.number(Math.rint(10.0 * millis / DAY) / 10) + " days";
    }
    return millis >= 2 * HOUR ? Math.round((double) millis / HOUR) + " h" : Words.span(millis);
  }
}
