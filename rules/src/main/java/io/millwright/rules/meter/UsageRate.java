package io.millwright.rules.meter;

import io.millwright.rules.state.AssetState.RateState;

/**
 * How fast a counter grows: its mean over the last one to two weeks, from two points that are moved
 * on each week.
 */
public final class UsageRate {
  public static final long DAY = 86_400_000L;
  private static final long WEEK = 7 * DAY;

  private long olderTime;
  private double olderTotal;
  private long newerTime;
  private double newerTotal;
  private boolean started;

  /**
   * Takes a point of the counter's course.
   *
   * @return the time from which it wants the next one
   */
  public long seen(long time, double total) {
    if (!started) {
      olderTime = time;
      olderTotal = total;
      newerTime = time;
      newerTotal = total;
      started = true;
    } else if (time - newerTime >= WEEK) {
      olderTime = newerTime;
      olderTotal = newerTotal;
      newerTime = time;
      newerTotal = total;
    }
    return newerTime + WEEK;
  }

  /** Takes that life-to-date was another one from a time on. */
  public void shifted(long from, double by) {
    olderTotal += olderTime >= from ? by : 0;
    newerTotal += newerTime >= from ? by : 0;
  }

  /** Takes what life-to-date was at one time; returns whether that changed a point. */
  public boolean corrected(long time, double total) {
    boolean older = olderTime == time && olderTotal != total;
    boolean newer = newerTime == time && newerTotal != total;
    olderTotal = older ? total : olderTotal;
    newerTotal = newer ? total : newerTotal;
    return older || newer;
  }

  /** Whether there is too little history (less than a day) to say. */
  public boolean isTooShort(long time) {
    return !started || time - olderTime < DAY;
  }

  /** Units a day up to a point of the counter's course; 0 or less when it does not grow. */
  public double perDay(long time, double total) {
    return (total - olderTotal) / (time - olderTime) * DAY;
  }

  /** Where the mean is taken from, in epoch milliseconds. */
  public long olderTime() {
    return olderTime;
  }

  /** Life-to-date where the mean is taken from. */
  public double olderTotal() {
    return olderTotal;
  }

  /**
   * When a reading could next move the point that the mean is taken from, or make history long
   * enough.
   *
   * @param time of the newest reading, in epoch milliseconds
   * @return epoch milliseconds, after that
   */
  public long changesAt(long time) {
    return isTooShort(time) ? olderTime + DAY : newerTime + WEEK;
  }

  public RateState snapshot() {
    return new RateState(olderTime, olderTotal, newerTime, newerTotal);
  }

  /** Returns the time from which it wants the next point. */
  public long restore(RateState state) {
    olderTime = state.olderTime();
    olderTotal = state.olderTotal();
    newerTime = state.newerTime();
    newerTotal = state.newerTotal();
    started = true;
    return newerTime + WEEK;
  }
}
