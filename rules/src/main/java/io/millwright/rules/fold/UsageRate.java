package io.millwright.rules.fold;

import io.millwright.rules.fold.AssetState.RateState;

/**
 * How fast a counter grows: its mean over the last one to two weeks, from two points that are moved
 * on each week.
 */
final class UsageRate {
  private static final long WEEK = 7 * 86_400_000L;
  private static final long SHORTEST = 86_400_000L;

  private long olderTime;
  private double olderTotal;
  private long newerTime;
  private double newerTotal;
  private boolean started;

  void seen(long time, double total) {
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
  }

  /** Units a millisecond, or NaN when there is less than a day of history or no usage in it. */
  double perMilli(long time, double total) {
    long span = time - olderTime;
    double grown = total - olderTotal;
    return started && span >= SHORTEST && grown > 0 ? grown / span : Double.NaN;
  }

  RateState snapshot() {
    return new RateState(olderTime, olderTotal, newerTime, newerTotal);
  }

  void restore(RateState state) {
    olderTime = state.olderTime();
    olderTotal = state.olderTotal();
    newerTime = state.newerTime();
    newerTotal = state.newerTotal();
    started = true;
  }
}
