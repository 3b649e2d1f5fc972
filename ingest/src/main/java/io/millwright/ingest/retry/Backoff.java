package io.millwright.ingest.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: exponential with full jitter, a uniform choice from 0 to
 * min(cap, base * 2^(failures-1)). Full jitter spreads those that failed together (AWS Architecture
 * Blog, "Exponential Backoff And Jitter"). As thread-safe as its generator.
 */
public final class Backoff {
  private final Duration base;
  private final Duration cap;
  private final RandomGenerator random;

  /**
   * A back-off.
   *
   * @param base the longest wait after the first failure, above 0
   * @param cap the longest wait ever, not below base
   * @param random where the jitter comes from
   * @throws IllegalArgumentException when the limits make no sense
   */
  public Backoff(Duration base, Duration cap, RandomGenerator random) {
    if (base.toNanos() <= 0 || cap.compareTo(base) < 0) {
      throw new IllegalArgumentException(
          "A back-off needs 0 < base <= cap, not base " + base + " and cap " + cap);
    }
    this.base = base;
    this.cap = cap;
    this.random = random;
  }

  /**
   * Draws a wait.
   *
   * @param failures how many tries failed in a row, at least 1
   * @return 0 to {@link #ceiling}
   */
  public Duration delay(int failures) {
    return Duration.ofNanos(random.nextLong(ceiling(failures).toNanos() + 1));
  }

  /**
   * Returns the longest wait that may be drawn.
   *
   * @param failures how many tries failed in a row, at least 1
   * @return min(cap, base * 2^(failures-1))
   */
  public Duration ceiling(int failures) {
    int doublings = Math.max(0, failures - 1);
    boolean capped = doublings > Long.numberOfLeadingZeros(base.toNanos()) - 2;
    Duration exponential = capped ? cap : Duration.ofNanos(base.toNanos() << doublings);
    return exponential.compareTo(cap) < 0 ? exponential : cap;
  }
}
