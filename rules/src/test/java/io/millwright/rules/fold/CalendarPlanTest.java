package io.millwright.rules.fold;

import static io.millwright.rules.fold.Scene.at;
import static io.millwright.rules.fold.Scene.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.rules.episode.Suppression;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.Verdict;
import org.junit.jupiter.api.Test;

class CalendarPlanTest {
  private static final String USAGE = "usage: {meter: engine_hours, every: 300, unit: h}";

  private static Scene scene(String... lines) {
    return new Scene(Scene.asset(), plan(lines));
  }

  /** Ticks as the service does: whenever the fold asks for it, until a time. */
  private static void passUntil(Scene scene, String time) {
    for (long next = scene.fold.nextTick(); next <= at(time); ) {
      scene.step(new Event.Tick(Math.max(next, at("2026-01-01"))));
      assertThat(scene.fold.nextTick()).as("time goes on").isGreaterThan(next);
      next = scene.fold.nextTick();
    }
  }

  @Test
  void theDayOfTheFirstTickIsTheBaselineWhenThereIsNoStart() {
    Scene scene = scene("calendar: {every: 6 months, lead: 14 days}");
    assertThat(scene.fold.nextTick()).isEqualTo(Long.MIN_VALUE);
    scene.tick("2026-01-10T12:00");
    assertThat(scene.fold.nextTick()).isEqualTo(at("2026-06-26"));
    assertThat(scene.tick("2026-06-25T23:59")).isEqualTo(Verdict.WITHOUT_EFFECT);
    assertThat(scene.tick("2026-06-26")).isEqualTo(Verdict.ACCEPTED);
    assertThat(scene.newest().dueAt()).isEqualTo(at("2026-07-10"));
    assertThat(scene.newest().dueReading()).isNull();
    assertThat(scene.newest().evidence().why())
        .isEqualTo("Service is due on 2026-07-10 by calendar.");
    assertThat(scene.newest().evidence().arithmetic())
        .containsExactly("due date 2026-07-10 = 2026-01-10 + 6 months");
    assertThat(scene.fold.nextTick()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void theStartIsCountedOnToTheLastDateThatPassed() {
    Scene scene = scene("calendar: {every: 2 weeks, start: 2025-12-01}");
    scene.tick("2026-01-01T12:00");
    assertThat(scene.orders).as("nobody waits for what passed before").isEmpty();
    assertThat(scene.fold.nextTick()).isEqualTo(at("2026-01-12"));
  }

  @Test
  void aStartToComeIsWaitedFor() {
    Scene scene = scene("calendar: {every: 2 weeks, start: 2026-03-01}");
    scene.tick("2026-01-01T12:00");
    assertThat(scene.fold.nextTick()).isEqualTo(at("2026-03-15"));
  }

  @Test
  void floatingCountsFromTheDayOfCompletion() {
    Scene scene = scene("calendar: {every: 2 weeks, start: 2026-01-01}");
    scene.tick("2026-01-02");
    scene.tick("2026-01-15");
    scene.completed("service", 1, "2026-01-20T14:30", null);
    assertThat(scene.fold.nextTick()).isEqualTo(at("2026-02-03T14:30"));
  }

  @Test
  void fixedStaysOnItsDates() {
    Scene scene = scene("calendar: {every: 2 weeks, start: 2026-01-01}", "schedule: fixed");
    scene.tick("2026-01-02");
    scene.tick("2026-01-15");
    scene.completed("service", 1, "2026-01-20T14:30", null);
    assertThat(scene.fold.nextTick()).isEqualTo(at("2026-01-29"));
  }

  @Test
  void missedDatesAreMergedOrCaughtUp() {
    Scene merging = scene("calendar: {every: 2 weeks, start: 2026-01-01}", "schedule: fixed");
    merging.tick("2026-01-02");
    merging.tick("2026-01-15");
    merging.completed("service", 1, "2026-02-20", null);
    assertThat(merging.suppressed)
        .extracting(Suppression::reason)
        .containsExactly(Suppression.Reason.MERGED);
    assertThat(merging.suppressed.get(0).detail()).startsWith("2 further due point(s)");
    assertThat(merging.fold.nextTick()).isEqualTo(at("2026-02-26"));

    Scene catching =
        scene("calendar: {every: 2 weeks, start: 2026-01-01}", "schedule: fixed", "catch_up: true");
    catching.tick("2026-01-02");
    catching.tick("2026-01-15");
    catching.completed("service", 1, "2026-02-20", null);
    assertThat(catching.newest().dueAt()).isEqualTo(at("2026-01-29"));
    catching.completed("service", 2, "2026-02-20", null);
    assertThat(catching.newest().dueAt()).isEqualTo(at("2026-02-12"));
    catching.completed("service", 3, "2026-02-20", null);
    assertThat(catching.orders).hasSize(3);
    assertThat(catching.fold.nextTick()).isEqualTo(at("2026-02-26"));
  }

  @Test
  void cancelledSkipsTheDate() {
    Scene scene = scene("calendar: {every: 2 weeks, start: 2026-01-01}");
    scene.tick("2026-01-02");
    scene.tick("2026-01-15");
    scene.cancelled("service", 1, "2026-01-20T14:30");
    assertThat(scene.orders).hasSize(1);
    assertThat(scene.fold.nextTick()).isEqualTo(at("2026-01-29"));
  }

  @Test
  void dueTimesKeepTheLocalTimeOverBothTimeChanges() {
    // What is cancelled stays on the chain that began with a completion.
    Scene scene = scene("calendar: {every: 1 day}");
    scene.tick("2026-03-26T00:00");
    scene.tick("2026-03-27T00:00");
    scene.completed("service", 1, "2026-03-27T02:30", null);
    String[] dues = {
      "2026-03-28T01:30:00Z", // 02:30 winter time
      "2026-03-29T01:30:00Z", // 02:30 is skipped: 03:30 summer time
      "2026-03-30T00:30:00Z", // 02:30 summer time
    };
    for (int i = 0; i < dues.length; i++) {
      assertThat(scene.fold.nextTick()).isEqualTo(at(dues[i]));
      scene.tick(dues[i]);
      scene.cancelled("service", i + 2, dues[i]);
    }

    Scene autumn = scene("calendar: {every: 1 day}");
    autumn.tick("2026-10-23T00:00");
    autumn.tick("2026-10-24T00:00");
    autumn.completed("service", 1, "2026-10-24T02:30", null);
    assertThat(autumn.fold.nextTick()).as("the first 02:30").isEqualTo(at("2026-10-25T00:30:00Z"));
    autumn.tick("2026-10-25T00:30:00Z");
    autumn.cancelled("service", 2, "2026-10-25T00:30:00Z");
    assertThat(autumn.fold.nextTick()).isEqualTo(at("2026-10-26T01:30:00Z"));
  }

  @Test
  void midnightIsTheSitesMidnight() {
    Scene scene = scene("calendar: {every: 1 month, start: 2026-03-01}");
    scene.tick("2026-03-02");
    assertThat(scene.fold.nextTick()).isEqualTo(at("2026-03-31T22:00:00Z"));
  }

  @Test
  void aChainFromThe31stFindsItsWayBackFromFebruary() {
    Scene scene = scene("calendar: {every: 1 month, start: 2025-12-31}", "schedule: fixed");
    scene.tick("2026-01-01");
    String[] dues = {"2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"};
    for (int i = 0; i < dues.length; i++) {
      assertThat(scene.fold.nextTick()).isEqualTo(at(dues[i]));
      scene.tick(dues[i]);
      assertThat(scene.newest().dueAt()).isEqualTo(at(dues[i]));
      scene.completed("service", i + 1, dues[i] + "T15:00", null);
    }
  }

  @Test
  void aChainFromLeapDayFindsTheNextOne() {
    Scene scene = scene("calendar: {every: 1 year, start: 2024-02-29}");
    scene.tick("2027-03-05");
    assertThat(scene.fold.nextTick()).isEqualTo(at("2028-02-29"));
  }

  @Test
  void theCalendarHalfFiresWhileTheMeterIsSilent() {
    Scene scene = scene(USAGE, "calendar: {every: 6 months}");
    scene.hours("2026-01-01T12:00", 10);
    scene.hours("2026-01-11T12:00", 20);
    passUntil(scene, "2026-06-30T23:59");
    assertThat(scene.orders).isEmpty();
    passUntil(scene, "2026-07-01");
    assertThat(scene.orders).hasSize(1);
    assertThat(scene.newest().dueAt())
        .as("a date from a rate of half a year ago would be a lie")
        .isEqualTo(at("2026-07-01"));
    assertThat(scene.newest().dueReading()).isEqualTo(300);
    assertThat(scene.newest().evidence().why())
        .isEqualTo("Service is due on 2026-07-01 by calendar.");
    assertThat(scene.newest().evidence().meter()).isNull();
    assertThat(scene.newest().evidence().arithmetic())
        .containsExactly(
            "life-to-date 20 = reading 20",
            "due at 300 = baseline 0 + every 300",
            "due date by usage unknown: no reading since 2026-01-11",
            "due date 2026-07-01 = 2026-01-01 + 6 months");
  }

  @Test
  void aMeterThatHardlyMovesHasNoDueDate() {
    Scene scene = scene(USAGE, "calendar: {every: 10 days}");
    scene.hours("2026-01-01T12:00", 10);
    scene.hours("2026-01-10T12:00", 10);
    passUntil(scene, "2026-01-11T12:00");
    assertThat(scene.newest().dueAt()).isEqualTo(at("2026-01-11"));
    assertThat(scene.newest().evidence().arithmetic())
        .contains("due date by usage unknown: next to no usage in the last one to two weeks");
  }

  @Test
  void whicheverIsFirstAndThenBothBeginAnew() {
    Scene scene = scene(USAGE, "calendar: {every: 6 months}");
    scene.hours("2026-01-01T12:00", 0);
    scene.hours("2026-03-01T12:00", 300);
    assertThat(scene.orders).hasSize(1);
    passUntil(scene, "2026-08-01T12:00");
    assertThat(scene.orders).as("the other half does not raise a second one").hasSize(1);
    scene.completed("service", 1, "2026-08-02T12:00", 310.0);
    assertThat(scene.orders).hasSize(1);
    assertThat(scene.fold.nextTick()).isEqualTo(at("2027-02-02T12:00"));
    scene.hours("2026-09-01T12:00", 609);
    assertThat(scene.orders).hasSize(1);
    scene.hours("2026-09-02T12:00", 610);
    assertThat(scene.orders).hasSize(2);
  }

  @Test
  void aFixedHalfThatWasNotDueBeginsAnewAtCompletion() {
    Scene scene = scene(USAGE, "calendar: {every: 6 months}", "schedule: fixed");
    scene.hours("2026-01-01T12:00", 0);
    scene.hours("2026-03-01T12:00", 300);
    scene.completed("service", 1, "2026-03-05T12:00", 320.0);
    assertThat(scene.fold.nextTick()).isEqualTo(at("2026-09-05T12:00"));
    scene.hours("2026-04-01T12:00", 600);
    assertThat(scene.newest().dueReading()).isEqualTo(600);
  }

  @Test
  void aCancelledOrderSkipsTheDuePointsOfBothHalvesThatWereDue() {
    Scene scene = scene(USAGE, "calendar: {every: 6 months}");
    scene.hours("2026-01-01T12:00", 0);
    passUntil(scene, "2026-07-01T12:00");
    scene.hours("2026-07-02T12:00", 301);
    scene.cancelled("service", 1, "2026-07-03T12:00");
    assertThat(scene.orders).as("nobody wants it again at once").hasSize(1);
    assertThat(scene.fold.nextTick()).isEqualTo(at("2027-01-01"));
    scene.hours("2026-07-04T12:00", 600);
    assertThat(scene.orders).hasSize(2);
  }

  @Test
  void aCancelledOrderLeavesTheHalfThatWasNotDue() {
    Scene scene = scene(USAGE, "calendar: {every: 6 months}");
    scene.hours("2026-01-01T12:00", 0);
    scene.hours("2026-03-01T12:00", 300);
    scene.cancelled("service", 1, "2026-03-03T12:00");
    assertThat(scene.fold.nextTick()).isEqualTo(at("2026-07-01"));
  }

  @Test
  void importedHistoryDoesNotSetTheCalendar() {
    Scene scene = scene(USAGE, "calendar: {every: 6 months}");
    scene.buffered("2020-01-01T12:00", 10);
    scene.tick("2026-01-01T12:00");
    assertThat(scene.orders).isEmpty();
    assertThat(scene.fold.nextTick()).isEqualTo(at("2026-07-01"));
  }

  @Test
  void bothHalvesOfAFixedPlanThatWereDueStayOnTheirGrids() {
    Scene scene = scene(USAGE, "calendar: {every: 6 months}", "schedule: fixed");
    scene.hours("2026-01-01T12:00", 0);
    scene.hours("2026-06-20T12:00", 300);
    scene.completed("service", 1, "2026-07-05T12:00", 320.0);
    assertThat(scene.fold.nextTick()).isEqualTo(at("2027-01-01"));
    scene.hours("2026-09-01T12:00", 600);
    assertThat(scene.newest().dueReading()).isEqualTo(600);
  }
}
