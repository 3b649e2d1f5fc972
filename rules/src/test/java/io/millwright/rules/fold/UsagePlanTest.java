package io.millwright.rules.fold;

import static io.millwright.rules.fold.Scene.at;
import static io.millwright.rules.fold.Scene.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.rules.episode.EpisodeKey;
import io.millwright.rules.episode.Evidence;
import io.millwright.rules.episode.Suppression;
import io.millwright.rules.episode.Target;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.ReadingFlags;
import org.junit.jupiter.api.Test;

class UsagePlanTest {
  private static final String EVERY_250 = "usage: {meter: engine_hours, every: 250, unit: h}";
  private static final String LEAD_10 =
      "usage: {meter: engine_hours, every: 250, unit: h, lead: 10}";

  private static Scene scene(String... lines) {
    return new Scene(Scene.asset(), plan(lines));
  }

  private static void assertDue(Scene scene, int orders, double reading) {
    assertThat(scene.orders).hasSize(orders);
    assertThat(scene.newest().dueReading()).isEqualTo(reading);
    assertThat(scene.newest().episode().cycle()).isEqualTo(orders);
  }

  @Test
  void neverServicedCountsFromTheLastWholeInterval() {
    Scene scene = scene(EVERY_250);
    scene.hours("2026-01-01T08:00", 1234);
    assertThat(scene.orders).isEmpty();
    scene.hours("2026-01-03T08:00", 1249.9);
    assertThat(scene.orders).isEmpty();
    scene.hours("2026-01-03T09:00", 1250);
    assertDue(scene, 1, 1250);
    assertThat(scene.newest().raisedAt()).isEqualTo(at("2026-01-03T09:00"));
    assertThat(scene.newest().dueAt()).isEqualTo(at("2026-01-03T09:00"));
    assertThat(scene.newest().dueMeter()).isEqualTo("engine_hours");
    assertThat(scene.newest().target()).isEqualTo(Target.CMMS);
  }

  @Test
  void theStartShiftsTheGrid() {
    Scene scene = scene("usage: {meter: engine_hours, every: 250, unit: h, start: 100}");
    scene.hours("2026-01-01T08:00", 40);
    scene.hours("2026-01-02T08:00", 349);
    assertThat(scene.orders).isEmpty();
    scene.hours("2026-01-03T08:00", 350);
    assertDue(scene, 1, 350);
  }

  @Test
  void theLeadRaisesAhead() {
    Scene scene = scene(LEAD_10);
    scene.hours("2026-01-01T08:00", 0);
    scene.hours("2026-01-11T08:00", 239.9);
    assertThat(scene.orders).isEmpty();
    scene.hours("2026-01-11T09:00", 240);
    assertDue(scene, 1, 250);
    assertThat(scene.newest().evidence().why())
        .isEqualTo("Service is due at 250 h; engine_hours is at 240 h (10 h to go, lead 10 h).");
  }

  @Test
  void theDueDateIsProjectedFromTheRate() {
    Scene scene = scene(LEAD_10);
    scene.hours("2026-01-01T00:00", 0);
    scene.hours("2026-01-11T00:00", 240);
    assertThat(scene.newest().dueAt()).isEqualTo(at("2026-01-11T10:00"));
    assertThat(scene.newest().evidence().arithmetic())
        .containsExactly(
            "life-to-date 240 = reading 240",
            "due at 250 = baseline 0 + every 250",
            "due date by usage 2026-01-11: 10 to go at 24 a day (mean of the last one to two"
                + " weeks)");
    assertThat(scene.newest().evidence().readings())
        .containsExactly(new Evidence.Basis("engine_hours", at("2026-01-11T00:00"), 240));
  }

  @Test
  void theRateIsThatOfTheLastOneToTwoWeeks() {
    Scene scene = scene(LEAD_10);
    scene.hours("2026-01-01T00:00", 0);
    for (int day = 2; day <= 29; day++) {
      scene.hours("2026-01-%02dT00:00".formatted(day), day);
    }
    scene.hours("2026-01-29T12:00", 29);
    for (int day = 1; day <= 15; day++) {
      scene.hours("2026-02-%02dT00:00".formatted(day), 29 + 14.1 * day);
    }
    assertThat(scene.newest().dueReading()).isEqualTo(250);
    // 1 a day in January is forgotten; 240.5 at 14.1 a day needs 16 h 10 min for 9.5 h.
    assertThat(scene.newest().dueAt()).isBetween(at("2026-02-15T16:00"), at("2026-02-15T17:00"));
  }

  @Test
  void underADayOfHistoryTheDateIsUnknown() {
    Scene scene = scene(LEAD_10);
    scene.hours("2026-01-01T00:00", 230);
    scene.hours("2026-01-01T12:00", 241);
    assertThat(scene.newest().dueAt()).isNull();
    assertThat(scene.newest().evidence().arithmetic())
        .contains("due date by usage unknown: less than a day of history");
  }

  @Test
  void bufferedReadingsRaiseNothingByThemselves() {
    Scene scene = scene(EVERY_250);
    scene.hours("2026-01-01T08:00", 0);
    scene.buffered("2026-02-01T08:00", 260);
    scene.buffered("2026-02-01T09:00", 261);
    assertThat(scene.orders).isEmpty();
    assertThat(scene.suppressed)
        .containsExactly(
            new Suppression(
                new EpisodeKey("EX-1", "service", 1),
                Suppression.Reason.HISTORICAL,
                at("2026-02-01T08:00"),
                "engine_hours reached 260 h by a reading that was sent from a buffer; the next"
                    + " live one raises the order."));
    assertThat(scene.fold.lifeToDate("engine_hours")).isEqualTo(261);
    scene.hours("2026-02-01T10:00", 262);
    assertDue(scene, 1, 250);
  }

  @Test
  void decimalIntervalsStayOnTheirGrid() {
    Scene scene = scene("usage: {meter: engine_hours, every: 0.1, unit: h}", "schedule: fixed");
    scene.hours("2026-01-01T08:00", 0);
    for (int i = 1; i <= 10_000; i++) {
      double value = i / 10.0;
      long time = at("2026-01-01T08:00") + i * 60_000L;
      scene.step(new Event.Reading("engine_hours", time, value, ReadingFlags.GOOD));
      assertThat(scene.orders).hasSize(i);
      assertThat(scene.newest().dueReading()).isEqualTo(value);
      scene.step(new Event.OrderClosed("service", i, time, true, value));
    }
    assertThat(scene.suppressed).isEmpty();
  }

  @Test
  void thePlanCountsOnOverRolloverAndReplacement() {
    Scene scene = scene(EVERY_250);
    scene.hours("2026-01-01T08:00", 99_900);
    scene.hours("2026-01-02T08:00", 99_999);
    scene.hours("2026-01-03T08:00", 1);
    assertDue(scene, 1, 100_000);
    assertThat(scene.newest().evidence().arithmetic())
        .contains("life-to-date 100001 = reading 1 + 100000 from rollovers and replacements");
    scene.completed("service", 1, "2026-01-03T09:00", 1.5);
    scene.replaced("2026-01-04T08:00", 20, 5000);
    scene.hours("2026-01-05T08:00", 5231);
    assertThat(scene.orders).hasSize(1);
    scene.hours("2026-01-05T09:00", 5231.5);
    assertDue(scene, 2, 100_251.5);
    assertThat(scene.newest().evidence().arithmetic())
        .contains("life-to-date 100251.5 = reading 5231.5 + 95020 from rollovers and replacements");
  }

  @Test
  void noiseInALifeToDateDoesNotDelayAnOrder() {
    Scene scene = scene("usage: {meter: engine_hours, every: 0.8, unit: h}");
    scene.hours("2026-01-01T08:00", 0);
    scene.replaced("2026-01-02T08:00", 0.1, 0);
    scene.hours("2026-01-03T08:00", 0.7);
    assertThat(scene.fold.lifeToDate("engine_hours")).as("0.1 + 0.7").isLessThan(0.8);
    assertDue(scene, 1, 0.8);
    assertThat(scene.newest().evidence().why())
        .isEqualTo("Service is due at 0.8 h; engine_hours is at 0.8 h.");
  }

  @Test
  void anUnknownDateByUsageIsNotHiddenByTheCalendars() {
    Scene scene = scene(LEAD_10, "calendar: {every: 6 months}");
    scene.hours("2026-01-01T00:00", 230);
    scene.hours("2026-01-01T12:00", 241);
    assertThat(scene.newest().dueAt()).isNull();
  }
}
