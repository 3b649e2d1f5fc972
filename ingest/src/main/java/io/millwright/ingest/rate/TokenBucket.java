package io.millwright.ingest.rate;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket that holds one number: when it would be full again (the generic cell rate
 * algorithm, ITU-T I.371). Any thread, without a lock.
 */
public final class TokenBucket {
  private static final double NANOS_PER_SECOND = 1e9;

  private final AtomicLong fullAt;
  private volatile double nanosPerToken;
  private volatile long capacityNanos;

  /**
   * A full bucket.
   *
   * @param perSecond how many tokens flow in a second; 0 or less for no limit
   * @param seconds how many seconds' worth it holds, above 0
   * @param now the time in nanoseconds, of any origin
   */
  public TokenBucket(double perSecond, double seconds, long now) {
    fullAt = new AtomicLong(now);
    rate(perSecond, seconds);
  }

  /**
   * Changes the rate; what was taken stays taken.
   *
   * @param perSecond how many tokens flow in a second; 0 or less for no limit
   * @param seconds how many seconds' worth it holds, above 0
   */
  public void rate(double perSecond, double seconds) {
    nanosPerToken = perSecond > 0 ? NANOS_PER_SECOND / perSecond : 0;
    capacityNanos = (long) (seconds * NANOS_PER_SECOND);
  }

  /**
   * Takes tokens, also those that are not there yet.
   *
   * @param tokens how many
   * @param now the time in nanoseconds
   * @return for how many nanoseconds nothing more is to be taken; 0 when there were enough
   */
  public long take(double tokens, long now) {
    long cost = (long) (tokens * nanosPerToken);
    long full = fullAt.updateAndGet(before -> latest(before, now) + cost);
    return Math.max(0, full - now - capacityNanos);
  }

  /**
   * Takes one token if it is there.
   *
   * @param now the time in nanoseconds
   * @return whether it was
   */
  public boolean tryTake(long now) {
    long cost = (long) nanosPerToken;
    while (true) {
      long before = fullAt.get();
      long full = latest(before, now) + cost;
      if (full - now > capacityNanos) {
        return false;
      }
      if (fullAt.compareAndSet(before, full)) {
        return true;
      }
    }
  }

  /** Puts one token back. */
  public void giveBack() {
    fullAt.addAndGet(-(long) nanosPerToken);
  }

  /** Nanosecond clocks may wrap, so only differences count. */
  private static long latest(long a, long b) {
    return a - b > 0 ? a : b;
  }
}
