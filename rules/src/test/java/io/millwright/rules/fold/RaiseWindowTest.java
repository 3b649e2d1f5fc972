package io.millwright.rules.fold;

import static io.millwright.rules.fold.Scene.at;
import static io.millwright.rules.fold.Scene.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.rules.episode.Suppression.Reason;
import io.millwright.rules.plan.RaiseWindow;
import io.millwright.rules.plan.RaiseWindow.Blackout;
import io.millwright.rules.plan.RaiseWindow.Season;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import org.junit.jupiter.api.Test;

class RaiseWindowTest {
  private static final String USAGE = "usage: {meter: engine_hours, every: 100, unit: h}";

  private static RaiseWindow window(String from, String to, Blackout... blackouts) {
    Season season = new Season(MonthDay.parse("--" + from), MonthDay.parse("--" + to));
    return new RaiseWindow(season, List.of(blackouts));
  }

  private static void assertOpens(RaiseWindow window, String time, String opens) {
    assertThat(window.opensAt(at(time), Scene.OSLO)).isEqualTo(at(opens));
  }

  @Test
  void bothEndsAreIncluded() {
    RaiseWindow summer = window("04-01", "10-31");
    assertOpens(summer, "2026-03-31T23:59", "2026-04-01");
    assertOpens(summer, "2026-04-01T00:00", "2026-04-01T00:00");
    assertOpens(summer, "2026-10-31T23:59", "2026-10-31T23:59");
    assertOpens(summer, "2026-11-01T00:00", "2027-04-01");
  }

  @Test
  void aSeasonMayGoOverNewYear() {
    RaiseWindow winter = window("11-15", "02-29");
    assertOpens(winter, "2026-12-31T12:00", "2026-12-31T12:00");
    assertOpens(winter, "2027-02-28T12:00", "2027-02-28T12:00");
    assertOpens(winter, "2027-03-01T00:00", "2027-11-15");
    assertOpens(winter, "2028-02-29T12:00", "2028-02-29T12:00");
  }

  @Test
  void whatOverlapsIsClosedToTheEndOfTheLast() {
    RaiseWindow window =
        window(
            "04-01",
            "12-24",
            new Blackout(LocalDate.of(2026, 12, 20), LocalDate.of(2027, 4, 10), "refit"),
            new Blackout(LocalDate.of(2027, 4, 11), LocalDate.of(2027, 4, 11), "one day more"));
    assertOpens(window, "2026-12-20T00:00", "2027-04-12");
    assertOpens(window, "2027-12-25T08:00", "2028-04-01");
  }

  @Test
  void aUsagePlanIsRaisedWhenItOpensAlsoByATick() {
    Scene scene = new Scene(Scene.asset(), plan(USAGE, "season: {from: 04-01, to: 10-31}"));
    scene.hours("2026-01-05T00:00", 90);
    assertThat(scene.fold.nextTick()).isEqualTo(Long.MAX_VALUE);
    scene.hours("2026-01-06T00:00", 100);
    scene.hours("2026-01-07T00:00", 101);
    assertThat(scene.suppressed).extracting(s -> s.reason()).containsExactly(Reason.OUT_OF_SEASON);
    assertThat(scene.fold.nextTick()).isEqualTo(at("2026-04-01"));
    scene.tick("2026-04-01");
    assertThat(scene.orders).hasSize(1);
    assertThat(scene.fold.nextTick()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aTickThatComesLateMayFallIntoTheNextBlackout() {
    Scene scene =
        new Scene(
            Scene.asset(),
            plan(
                USAGE,
                "blackout: [{from: 2026-01-05, to: 2026-01-10}, {from: 2026-01-12, to:"
                    + " 2026-01-15}]"));
    scene.hours("2026-01-05T00:00", 99);
    scene.hours("2026-01-06T00:00", 100);
    assertThat(scene.fold.nextTick()).isEqualTo(at("2026-01-11"));
    scene.tick("2026-01-13T00:00");
    assertThat(scene.orders).isEmpty();
    assertThat(scene.suppressed)
        .extracting(s -> s.reason())
        .containsExactly(Reason.BLACKOUT, Reason.BLACKOUT);
    scene.tick("2026-01-16T00:00");
    assertThat(scene.orders).hasSize(1);
  }

  @Test
  void theLeadCanBringAnOrderBeforeTheBlackout() {
    Scene scene =
        new Scene(
            Scene.asset(),
            plan(
                "calendar: {every: 1 month, start: 2025-12-24, lead: 10 days}",
                "blackout: [{from: 2026-01-20, to: 2026-02-10}]"));
    scene.tick("2026-01-02");
    scene.tick("2026-01-14");
    assertThat(scene.newest().dueAt()).isEqualTo(at("2026-01-24"));
  }

  @Test
  void anotherWindowOfTheSamePlanCounts() {
    Scene scene = new Scene(Scene.asset(), plan(USAGE, "season: {from: 04-01, to: 10-31}"));
    scene.hours("2026-01-05T00:00", 90);
    scene.hours("2026-01-06T00:00", 100);
    Scene after = new Scene(Scene.asset(), plan(USAGE));
    after.fold.restore(scene.fold.snapshot());
    after.hours("2026-01-07T00:00", 101);
    assertThat(after.orders).hasSize(1);
  }
}
