package io.millwright.rules.due;

import io.millwright.rules.episode.Words;
import io.millwright.rules.meter.MeterTrack;
import io.millwright.rules.meter.UsageRate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * When a counter will reach a life-to-date, at the mean rate of its last one to two weeks. Unknown
 * rather than wrong: a date that slides on while the sensor is silent would be a lie.
 *
 * @param at epoch milliseconds, or null when it cannot be said
 * @param sentence how it was reckoned, or why it cannot be said
 */
public record Projection(@Nullable Long at, String sentence) {
  private static final long STALE = 7 * UsageRate.DAY;
  private static final double FARTHEST_DAYS = 100 * 365.25;

  /** Projects from the newest reading, which is believed to hold for a week. */
  public static Projection of(MeterTrack meter, double dueTotal, long now, ZoneId zone) {
    long last = meter.lastTime();
    if (now - last > STALE) {
      return unknown("no reading since " + Words.day(last, zone));
    }
    UsageRate rate = meter.rate();
    if (rate == null || rate.isTooShort(last)) {
      return unknown("less than a day of history");
    }
    double perDay = rate.perDay(last, meter.total());
    double toGo = dueTotal - meter.total();
    double days = toGo / perDay;
    if (!(perDay > 0) || days > FARTHEST_DAYS) {
      return unknown("next to no usage in the last one to two weeks");
    }
    long at = last + Math.round(days * UsageRate.DAY);
    return new Projection(
        at,
        "due date by usage "
            + Words.day(at, zone)
            + ": "
            + Words.number(toGo)
            + " to go at "
            + Words.number(perDay)
            + " a day (mean of the last one to two weeks)");
  }

  private static Projection unknown(String why) {
    return new Projection(null, "due date by usage unknown: " + why);
  }
}
