package io.millwright.rules.plan;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.jspecify.annotations.Nullable;

/**
 * The dates of an iCalendar recurrence rule (RFC 5545, 3.3.10), such as {@code
 * FREQ=YEARLY;BYMONTH=4;BYDAY=1MO} for the first Monday in April.
 *
 * @param rule the rule, as it was written; its dates are days, so it has no hours
 */
public record Recurrence(String rule) {
  private static final Set<Freq> OF_DAYS =
      Set.of(Freq.DAILY, Freq.WEEKLY, Freq.MONTHLY, Freq.YEARLY);
  private static final Pattern OF_HOURS = Pattern.compile("BY(HOUR|MINUTE|SECOND)|UNTIL=\\d{8}T");

  /** A leap year, so that a rule of its day is not taken for one without dates. */
  private static final LocalDate SOME_DAY = LocalDate.of(2024, 1, 1);

  /** Validates the rule. */
  public Recurrence {
    if (!OF_DAYS.contains(parsed(rule).getFreq())
        || OF_HOURS.matcher(rule.toUpperCase(Locale.ROOT)).find()) {
      throw new IllegalArgumentException(
          "'"
              + rule
              + "' names times of the day: due dates are days, so write FREQ=DAILY or longer"
              + ", UNTIL as YYYYMMDD, and no BYHOUR");
    }
    if (!rule.toUpperCase(Locale.ROOT).contains("UNTIL") && next(rule, SOME_DAY, null) == null) {
      throw new IllegalArgumentException("'" + rule + "' has no dates: no such day comes");
    }
  }

  private static RecurrenceRule parsed(String rule) {
    try {
      return new RecurrenceRule(rule, RecurrenceRule.RfcMode.RFC5545_STRICT);
    } catch (InvalidRecurrenceRuleException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'"
              + rule
              + "' is no recurrence rule of RFC 5545 ("
              + e.getMessage()
              + "): write one such as FREQ=YEARLY;BYMONTH=4;BYDAY=1MO",
          e);
    }
  }

  /**
   * The first date after another one.
   *
   * @param start where the rule begins (DTSTART): gives what the rule leaves open, and where
   *     INTERVAL and COUNT count from
   * @param after any date
   * @return null when there is none
   */
  public @Nullable LocalDate next(LocalDate start, LocalDate after) {
    return next(rule, start, after);
  }

  private static @Nullable LocalDate next(String rule, LocalDate start, @Nullable LocalDate after) {
    // An iterator changes the rule it is made from, and rules are used by several threads.
    try {
      RecurrenceRuleIterator dates = parsed(rule).iterator(day(start));
      if (after != null) {
        dates.fastForward(day(after.plusDays(1)));
      }
      return dates.hasNext() ? date(dates.nextDateTime()) : null;
    } catch (IllegalArgumentException | IllegalStateException e) {
      // So says the library when it has looked for a thousand intervals.
      return null;
    }
  }

  private static DateTime day(LocalDate date) {
    return new DateTime(date.getYear(), date.getMonthValue() - 1, date.getDayOfMonth());
  }

  private static LocalDate date(DateTime day) {
    return LocalDate.of(day.getYear(), day.getMonth() + 1, day.getDayOfMonth());
  }
}
