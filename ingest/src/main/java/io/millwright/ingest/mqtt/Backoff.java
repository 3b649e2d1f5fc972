package io.millwright.ingest.mqtt;

import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: half a second doubled with each failure, 30 s at most,
 * and of that a random half, so that many who lost the same broker do not come back together.
 */
final class Backoff {
  private static final long FIRST_MILLIS = 500;
  private static final long MAX_MILLIS = 30_000;

  private final RandomGenerator random;
  private int failures;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  long nextMillis() {
    long limit = Math.min(MAX_MILLIS, FIRST_MILLIS << Math.min(failures, 10));
    failures++;
    return limit / 2 + random.nextLong(limit / 2 + 1);
  }

  void succeeded() {
    failures = 0;
  }
}
