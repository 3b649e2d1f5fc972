package io.millwright.rules.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Due each time a calendar interval has passed, or on the dates of a recurrence rule, in the site's
 * time zone.
 *
 * @param every the interval, above zero, or null with a recurrence
 * @param recurrence the dates, or null with an interval
 * @param lead how long before the due date the order is raised
 * @param start the date the first interval, or the recurrence, is counted from; null: from the day
 *     of the asset's first event
 * @param tolerance how long after the due date the work is not late yet
 */
public record CalendarTrigger(
    @Nullable Period every,
    @Nullable Recurrence recurrence,
    Period lead,
    @Nullable LocalDate start,
    Period tolerance) {

  /** There is no further due date. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final Period LONGEST = Period.ofYears(100);
  private static final LocalDate SOME_DAY = LocalDate.of(2024, 1, 1);
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2999;

  /** Validates the interval, the lead, the start and the tolerance. */
  public CalendarTrigger {
    if ((every == null) == (recurrence == null)) {
      throw new IllegalArgumentException("A calendar has either 'every' or 'rrule'");
    }
    if (every != null && (every.isZero() || every.isNegative() || isLonger(every, LONGEST))) {
      throw new IllegalArgumentException("'every' must be from 1 day to 100 years, not " + every);
    }
    if (lead.isNegative() || isLonger(lead, LONGEST)) {
      throw new IllegalArgumentException("'lead' must be from 0 to 100 years, not " + lead);
    }
    if (every != null && !isLonger(every, lead)) {
      throw new IllegalArgumentException("'lead' (" + lead + ") must be shorter than " + every);
    }
    if (start != null && (start.getYear() < FIRST_YEAR || start.getYear() > LAST_YEAR)) {
      throw new IllegalArgumentException(
          "'start' must be in the years " + FIRST_YEAR + " to " + LAST_YEAR + ", not " + start);
    }
    if (tolerance.isNegative() || isLonger(tolerance, LONGEST)) {
      throw new IllegalArgumentException(
          "'tolerance' must be from 0 to 100 years, not " + tolerance);
    }
  }

  /**
   * An interval without lead, start or tolerance.
   *
   * @param every above zero
   */
  public CalendarTrigger(Period every) {
    this(every, null, Period.ZERO, null, Period.ZERO);
  }

  private static boolean isLonger(Period a, Period b) {
    if (a.toTotalMonths() > LONGEST.toTotalMonths()) {
      return true;
    }
    return SOME_DAY.plus(a).isAfter(SOME_DAY.plus(b));
  }

  /**
   * The due date one interval after another date of the same chain, or the recurrence's first after
   * it. A chain of months that began on a 31st goes over the 28th of February and is back on the
   * 31st in March; one that began at 02:30 is back at 02:30 the day after a time change has skipped
   * that hour.
   *
   * @param baseMillis epoch milliseconds of the date before
   * @param anchorMillis epoch milliseconds of the date the chain began with
   * @param zone the site's time zone
   * @return epoch milliseconds; {@link #NEVER} when a recurrence has no further date
   */
  public long dueAfter(long baseMillis, long anchorMillis, ZoneId zone) {
    ZonedDateTime anchor = Instant.ofEpochMilli(anchorMillis).atZone(zone);
    LocalDate base = Instant.ofEpochMilli(baseMillis).atZone(zone).toLocalDate();
    if (every == null) {
      LocalDate from = start == null ? anchor.toLocalDate() : start;
      LocalDate next = recurrence == null ? null : recurrence.next(from, base);
      return next == null ? NEVER : next.atStartOfDay(zone).toInstant().toEpochMilli();
    }
    LocalDate due = base.plus(every);
    boolean wasCutShort =
        base.getDayOfMonth() == base.lengthOfMonth()
            && base.getDayOfMonth() < anchor.getDayOfMonth();
    if (wasCutShort && every.equals(every.withDays(0))) {
      due = due.withDayOfMonth(Math.min(anchor.getDayOfMonth(), due.lengthOfMonth()));
    }
    return due.atTime(anchor.toLocalTime()).atZone(zone).toInstant().toEpochMilli();
  }

  /**
   * When the order for a due date is raised.
   *
   * @param dueMillis epoch milliseconds, or {@link #NEVER}
   * @param zone the site's time zone
   * @return epoch milliseconds, not after {@code dueMillis}
   */
  public long raiseBefore(long dueMillis, ZoneId zone) {
    return dueMillis == NEVER
        ? NEVER
        : Instant.ofEpochMilli(dueMillis).atZone(zone).minus(lead).toInstant().toEpochMilli();
  }

  /**
   * Until when the work for a due date is not late.
   *
   * @param dueMillis epoch milliseconds, or {@link #NEVER}
   * @param zone the site's time zone
   * @return epoch milliseconds, not before {@code dueMillis}
   */
  public long lateAfter(long dueMillis, ZoneId zone) {
    return dueMillis == NEVER
        ? NEVER
        : Instant.ofEpochMilli(dueMillis).atZone(zone).plus(tolerance).toInstant().toEpochMilli();
  }
}
