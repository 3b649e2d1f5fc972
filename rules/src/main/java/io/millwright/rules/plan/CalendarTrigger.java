package io.millwright.rules.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Due each time a calendar interval has passed, counted in the site's time zone.
 *
 * @param every the interval, above zero
 * @param lead how long before the due date the order is raised
 * @param start the date the first interval is counted from; null: from the asset's first event
 */
public record CalendarTrigger(Period every, Period lead, @Nullable LocalDate start) {

  /** Validates the interval. */
  public CalendarTrigger {
    if (every.isZero() || every.isNegative()) {
      throw new IllegalArgumentException("'every' must be above zero, not " + every);
    }
    if (lead.isNegative()) {
      throw new IllegalArgumentException("'lead' must not be negative: " + lead);
    }
    LocalDate someDay = LocalDate.of(2024, 1, 1);
    if (!someDay.plus(lead).isBefore(someDay.plus(every))) {
      throw new IllegalArgumentException("'lead' (" + lead + ") must be shorter than " + every);
    }
  }

  /**
   * The due date one interval after a point in time, at the same local time of day.
   *
   * @param baseMillis epoch milliseconds
   * @param zone the site's time zone
   * @return epoch milliseconds
   */
  public long dueAfter(long baseMillis, ZoneId zone) {
    return Instant.ofEpochMilli(baseMillis).atZone(zone).plus(every).toInstant().toEpochMilli();
  }

  /**
   * When the order for a due date is raised.
   *
   * @param dueMillis epoch milliseconds
   * @param zone the site's time zone
   * @return epoch milliseconds, not after {@code dueMillis}
   */
  public long raiseBefore(long dueMillis, ZoneId zone) {
    return Instant.ofEpochMilli(dueMillis).atZone(zone).minus(lead).toInstant().toEpochMilli();
  }
}
