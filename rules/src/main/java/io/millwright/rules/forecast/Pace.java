package io.millwright.rules.forecast;

import io.millwright.rules.episode.Words;
import io.millwright.rules.state.AssetState.RateState;
import org.jspecify.annotations.Nullable;

/**
 * How fast a counter grows, in units a day: its mean over the last one to two weeks, and as a range
 * the rates of the two weeks that the mean is made of.
 *
 * @param slowest of the two weekly rates; the mean when there is one only
 * @param mean over both
 * @param fastest of the two weekly rates; the mean when there is one only
 * @param method how it was reckoned, in words
 */
public record Pace(double slowest, double mean, double fastest, String method) {
  private static final long DAY = 86_400_000L;

  /**
   * Reckons it.
   *
   * @param rate two points of the counter's past, or null when it is no counter
   * @param time of the newest reading: epoch milliseconds
   * @param total life-to-date then
   * @return null when there is less than a day of history
   */
  static @Nullable Pace of(@Nullable RateState rate, long time, double total) {
    if (rate == null || time - rate.olderTime() < DAY) {
      return null;
    }
    double mean = perDay(rate.olderTime(), rate.olderTotal(), time, total);
    long former = rate.newerTime() - rate.olderTime();
    // A rate over a few hours says when the shift was, not how fast the week goes.
    if (former < DAY || time - rate.newerTime() < DAY) {
      return new Pace(mean, mean, mean, "mean of the last " + days(time - rate.olderTime()));
    }
    double before =
        perDay(rate.olderTime(), rate.olderTotal(), rate.newerTime(), rate.newerTotal());
    double since = perDay(rate.newerTime(), rate.newerTotal(), time, total);
    return new Pace(
        Math.min(before, since),
        mean,
        Math.max(before, since),
        "mean of the last "
            + days(time - rate.olderTime())
            + "; "
            + Words.number(before)
            + " a day before "
            + "and "
            + Words.number(since)
            + " in the last "
            + days(time - rate.newerTime()));
  }

  private static double perDay(long time, double total, long later, double laterTotal) {
    return (laterTotal - total) / (later - time) * DAY;
  }

  private static String days(long millis) {
    return Words.number(Math.round(10.0 * millis / DAY) / 10.0) + " days";
  }

  /**
   * When a life-to-date is reached.
   *
   * @param perDay one of the rates here
   * @param time of the newest reading
   * @param toGo from the newest reading; below 0 it was reached before
   * @return epoch milliseconds; {@link DueRange#NEVER} when it is not in a hundred years
   */
  static long reached(double perDay, long time, double toGo) {
    double days = toGo / perDay;
    boolean inTime = perDay > 0 && Math.abs(days) < 36_525;
    return inTime ? time + Math.round(days * DAY) : DueRange.NEVER;
  }
}
