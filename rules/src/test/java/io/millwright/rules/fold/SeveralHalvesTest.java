package io.millwright.rules.fold;

import static io.millwright.rules.fold.Scene.at;
import static io.millwright.rules.fold.Scene.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.rules.episode.Suppression;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.ReadingFlags;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** Plans with several counters: whichever first (SAP's OR of a multiple counter plan), or all. */
class SeveralHalvesTest {
  private static final String BOTH =
      "usage: [{meter: engine_hours, every: 250, unit: h}, {meter: distance, every: 1000, unit:"
          + " km}]";

  private static Scene scene(String... lines) {
    return new Scene(Scene.asset(), plan(lines));
  }

  private static void distance(Scene scene, String time, double value, int flags) {
    scene.step(new Event.Reading("distance", at(time), value, flags));
  }

  private static void distance(Scene scene, String time, double value) {
    distance(scene, time, value, ReadingFlags.GOOD);
  }

  @Test
  void theNumberOfACompletionIsOfTheMeterThatTheOrderNamed() {
    Scene scene = scene(BOTH);
    scene.hours("2026-01-01T08:00", 0);
    distance(scene, "2026-01-01T08:00", 0);
    scene.hours("2026-01-10T08:00", 100);
    distance(scene, "2026-01-10T08:00", 1010);
    assertThat(scene.newest().dueMeter()).isEqualTo("distance");
    scene.completed("service", 1, "2026-01-11T08:00", 1100.0);
    assertThat(scene.closed.get(0).doubt()).isNull();
    scene.hours("2026-02-01T08:00", 349);
    distance(scene, "2026-02-01T08:00", 2099);
    assertThat(scene.orders).as("100 h + 250, and 1100 km + 1000").hasSize(1);
    scene.hours("2026-02-02T08:00", 350);
    assertThat(scene.newest().dueMeter()).isEqualTo("engine_hours");
    assertThat(scene.newest().dueReading()).isEqualTo(350);
  }

  @Test
  void theDueDateIsTheFirstOneOrTheLast() {
    for (boolean all : new boolean[] {false, true}) {
      Scene scene =
          scene(BOTH.replace("unit: km", "unit: km, lead: 200"), all ? "whichever: all" : "");
      scene.hours("2026-01-01T00:00", 0);
      distance(scene, "2026-01-01T00:00", 0);
      scene.hours("2026-01-11T00:00", all ? 250 : 125);
      distance(scene, "2026-01-11T00:00", 800);
      assertThat(scene.orders).hasSize(1);
      assertThat(scene.newest().dueAt())
          .as("200 km to go at 80 km a day")
          .isEqualTo(at("2026-01-13T12:00"));
    }
  }

  @Test
  void allWaitsForTheMeterThatIsLast() {
    Scene scene = scene(BOTH, "whichever: all");
    scene.hours("2026-01-01T00:00", 0);
    scene.hours("2026-01-05T00:00", 260);
    assertThat(scene.orders).as("no reading of the other one").isEmpty();
    distance(scene, "2026-01-06T00:00", 500);
    distance(scene, "2026-01-07T00:00", 1000);
    assertThat(scene.orders).hasSize(1);
  }

  @Test
  void whatABufferedReadingMadeDueIsRaisedByTheNextLiveOneOfAnyMeter() {
    for (String whichever : new String[] {"whichever: first", "whichever: all"}) {
      Scene scene = scene(BOTH, whichever);
      scene.hours("2026-01-01T00:00", 0);
      distance(scene, "2026-01-01T00:00", 0);
      distance(scene, "2026-01-02T00:00", 1001);
      scene.orders.clear();
      scene.completed("service", 1, "2026-01-02T01:00", null);
      distance(scene, "2026-01-03T00:00", 2100, ReadingFlags.HISTORICAL);
      scene.step(new Event.Reading("engine_hours", at("2026-01-04"), 251, ReadingFlags.HISTORICAL));
      assertThat(scene.orders).isEmpty();
      assertThat(scene.suppressed)
          .extracting(Suppression::reason)
          .containsExactly(Suppression.Reason.HISTORICAL);
      scene.hours("2026-01-05T00:00", 252);
      assertThat(scene.orders).as(whichever).hasSize(1);
    }
  }

  @Test
  void withoutOneOfItsMetersAPlanOfAllIsNotWatched() {
    Meter hours = new Meter("engine_hours", MeterKind.COUNTER, "h", null);
    Scene first = new Scene(Scene.asset(hours), plan(BOTH, "calendar: {every: 1 year}"));
    assertThat(first.fold.unbound().get(0).reason())
        .startsWith("EX-1 has no meter distance")
        .endsWith("; only engine_hours and its calendar are watched");
    Scene all = new Scene(Scene.asset(hours), plan(BOTH, "whichever: all"));
    assertThat(all.fold.unbound()).hasSize(1);
    all.hours("2026-01-01T00:00", 0);
    all.hours("2026-02-01T00:00", 260);
    assertThat(all.orders).isEmpty();
  }

  @Test
  void aCancellationSkipsTheDuePointsThatHadCome() {
    Scene scene = scene(BOTH, "whichever: all");
    scene.hours("2026-01-01T00:00", 0);
    distance(scene, "2026-01-01T00:00", 0);
    scene.hours("2026-01-05T00:00", 260);
    distance(scene, "2026-01-06T00:00", 1100);
    scene.cancelled("service", 1, "2026-01-07T00:00");
    scene.hours("2026-02-05T00:00", 500);
    assertThat(scene.orders).hasSize(1);
    distance(scene, "2026-02-06T00:00", 2000);
    assertThat(scene.orders).hasSize(2);
  }

  @Test
  void aLeadInTimeFollowsTheRate() {
    Scene scene = scene("usage: {meter: engine_hours, every: 1000, unit: h, lead: 10 days}");
    scene.hours("2026-01-01T00:00", 0);
    for (int day = 1; day <= 42; day++) {
      scene.hours(LocalDate.of(2026, 1, 1).plusDays(day) + "T00:00", 20 * day);
    }
    assertThat(scene.newest().raisedAt())
        .as("1000 h less 10 days of 20 h")
        .isEqualTo(at("2026-02-10T00:00"));
    assertThat(scene.newest().evidence().arithmetic())
        .contains("lead 10 days = 200 h at the mean rate of the last one to two weeks");
  }

  @Test
  void aLeadInTimeOfAMachineThatRunsFasterIsLongerFromTheNextWeekOn() {
    Scene scene = scene("usage: {meter: engine_hours, every: 1000, unit: h, lead: 10 days}");
    LocalDate start = LocalDate.of(2026, 1, 1);
    scene.hours(start + "T00:00", 0);
    double hours = 0;
    for (int day = 1; day <= 90 && scene.orders.isEmpty(); day++) {
      hours += day < 60 ? 2 : 24;
      scene.hours(start.plusDays(day) + "T00:00", hours);
    }
    assertThat(hours).as("far ahead of ten slow days, 980 h").isBetween(700.0, 860.0);
  }
}
