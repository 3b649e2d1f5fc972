package io.millwright.ingest.rate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A token bucket for each of many keys, of which the longest unused are forgotten: a flood of keys
 * costs no memory. Any thread.
 */
public final class KeyedBuckets {
  private static final int REMEMBERED = 20_000;

  private final double perSecond;
  private final double seconds;
  private final LongSupplier nanos;
  private final Map<String, TokenBucket> buckets =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TokenBucket> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * No buckets yet.
   *
   * @param perSecond how many tokens flow into each in a second; 0 or less for no limit
   * @param seconds how many seconds' worth each holds, above 0
   * @param nanos the time in nanoseconds, of any origin
   */
  public KeyedBuckets(double perSecond, double seconds, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.seconds = seconds;
    this.nanos = nanos;
  }

  /**
   * Takes one token of a key if it is there.
   *
   * @param key whose
   * @return whether it was
   */
  public boolean tryTake(String key) {
    if (perSecond <= 0) {
      return true;
    }
    long now = nanos.getAsLong();
    synchronized (buckets) {
      return buckets
          .computeIfAbsent(key, k -> new TokenBucket(perSecond, seconds, now))
          .tryTake(now);
    }
  }

  /**
   * Puts one token of a key back.
   *
   * @param key whose
   */
  public void giveBack(String key) {
    synchronized (buckets) {
      TokenBucket bucket = buckets.get(key);
      if (bucket != null) {
        bucket.giveBack();
      }
    }
  }
}
