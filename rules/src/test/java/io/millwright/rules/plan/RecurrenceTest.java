package io.millwright.rules.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Dates as RFC 5545, 3.8.5.3 lists them for its own examples, which begin on 1997-09-02 or near.
 */
class RecurrenceTest {

  private static List<String> dates(String rule, LocalDate start, int count) {
    Recurrence recurrence = new Recurrence(rule);
    List<String> dates = new ArrayList<>();
    LocalDate next = recurrence.next(start, start.minusDays(1));
    while (next != null && dates.size() < count) {
      dates.add(next.toString().substring(2));
      next = recurrence.next(start, next);
    }
    return dates;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FREQ=MONTHLY;COUNT=10;BYDAY=1FR | 1997-09-05 | 97-09-05 97-10-03 97-11-07 97-12-05"
            + " 98-01-02",
        "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO | 1997-09-22 | 97-09-22 97-10-20 97-11-17 97-12-22"
            + " 98-01-19",
        "FREQ=MONTHLY;BYMONTHDAY=-3 | 1997-09-28 | 97-09-28 97-10-29 97-11-28 97-12-29 98-01-29",
        "FREQ=WEEKLY;INTERVAL=2;WKST=SU | 1997-09-02 | 97-09-02 97-09-16 97-09-30 97-10-14"
            + " 97-10-28",
        "FREQ=YEARLY;BYDAY=20MO | 1997-05-19 | 97-05-19 98-05-18 99-05-17 00-05-15 01-05-14",
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13 | 1997-09-02 | 98-02-13 98-03-13 98-11-13 99-08-13"
            + " 00-10-13",
        "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200 | 1997-01-01 | 97-01-01 97-04-10"
            + " 97-07-19 00-01-01 00-04-09",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2 | 1997-09-29 | 97-09-29 97-10-30 97-11-27"
            + " 97-12-30 98-01-29",
        "FREQ=DAILY;UNTIL=19970904 | 1997-09-02 | 97-09-02 97-09-03 97-09-04",
      })
  void asTheRfcHasThem(String rule, LocalDate start, String dates) {
    assertThat(dates(rule, start, 5)).containsExactly(dates.split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"FREQ=HOURLY", "FREQ=DAILY;BYHOUR=3", "FREQ=DAILY;UNTIL=20260101T000000Z"})
  void timesOfTheDayAreRefused(String rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Recurrence(rule))
        .withMessageContaining("due dates are days");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "every monday", "FREQ=DALY", "FREQ=DAILY;BYMONTHDAY=32"})
  void whatIsNoRuleIsRefused(String rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Recurrence(rule))
        .withMessageContaining("FREQ=YEARLY;BYMONTH=4;BYDAY=1MO");
  }

  @Test
  void aDayThatNeverComesIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Recurrence("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"))
        .withMessageContaining("has no dates");
  }

  @Test
  void aRuleThatMissesItsDaysFromThisStartHasNone() {
    Recurrence leapDays = new Recurrence("FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29");
    LocalDate odd = LocalDate.of(2025, 1, 1);
    assertThat(leapDays.next(odd, odd)).isNull();
    LocalDate leap = LocalDate.of(2024, 1, 1);
    assertThat(leapDays.next(leap, leap.plusYears(50))).isEqualTo(LocalDate.of(2076, 2, 29));
  }
}
