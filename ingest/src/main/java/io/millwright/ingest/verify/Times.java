package io.millwright.ingest.verify;

import java.time.Instant;

/** Times as they are printed. */
final class Times {
  private Times() {}

  static String words(long epochMillis) {
    return Instant.ofEpochMilli(epochMillis).toString();
  }
}
