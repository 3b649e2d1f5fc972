package io.millwright.rules.fold;

import static io.millwright.rules.fold.Scene.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.rules.event.Event;
import io.millwright.rules.event.ReadingFlags;
import io.millwright.rules.model.Asset;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where one meter gives the readings of another one something to do, or moves it. */
class QuietBandTest {
  private static final String METERS =
      """
      meters:
        - {name: run, for: {class: excavator}, unit: h, hours_in: {meter: state, states: [1], hold_at_most: 9 h}}
        - {name: starts, for: {class: excavator}, unit: starts, entries_into: {meter: state, states: [0]}}
        - {name: wear, for: {class: excavator}, unit: h, sum: [{meter: run}, {meter: starts, times: 20}, {meter: engine_hours}]}
      """;
  private static final Asset ASSET =
      Scene.asset(
          Meter.of("engine_hours", MeterKind.COUNTER, "h"),
          Meter.of("distance", MeterKind.COUNTER, "km"),
          Meter.of("coolant_temp", MeterKind.GAUGE, "degC"),
          Meter.of("state", MeterKind.STATE, "1"));

  private static Scene plan(String... lines) {
    return new Scene(ASSET, Scene.plans(METERS + "plans:\n" + Scene.rule("service", "PM", lines)));
  }

  private static Scene condition(String... lines) {
    return new Scene(ASSET, Scene.plans(METERS + "conditions:\n" + Scene.rule("hot", "CM", lines)));
  }

  private static void read(Scene scene, String meter, String time, double value) {
    scene.step(new Event.Reading(meter, at(time), value, ReadingFlags.GOOD));
  }

  @Test
  void aReadingOfTheOtherMeterFindsTheSeasonOpen() {
    Scene scene =
        plan(
            "usage: [{meter: engine_hours, every: 100, unit: h},"
                + " {meter: distance, every: 100, unit: km}]",
            "season: {from: 02-01, to: 10-31}");
    read(scene, "distance", "2026-01-01", 10);
    read(scene, "engine_hours", "2026-01-02", 10);
    read(scene, "engine_hours", "2026-01-03", 101);
    read(scene, "distance", "2026-02-02", 11);
    assertThat(scene.orders).hasSize(1);
  }

  @Test
  void aPlanThatWaitedForTheOtherMeterIsLateByThisOne() {
    Scene scene =
        plan(
            "usage: [{meter: engine_hours, every: 100, unit: h, lead: 10},"
                + " {meter: distance, every: 100, unit: km}]",
            "whichever: all",
            "overdue: {priority: 1}");
    read(scene, "engine_hours", "2026-01-01", 50);
    read(scene, "distance", "2026-01-01", 50);
    read(scene, "engine_hours", "2026-01-02", 95);
    read(scene, "distance", "2026-01-03", 101);
    assertThat(scene.orders).hasSize(1);
    assertThat(scene.escalated).isEmpty();
    read(scene, "engine_hours", "2026-01-04", 101);
    assertThat(scene.escalated).hasSize(1);
  }

  @Test
  void aValueIsStuckFromWhenItIsLookedAtAgain() {
    Scene scene =
        condition(
            "stuck: {meter: coolant_temp, for: 10 h}", "only_while: {meter: state, states: [1]}");
    read(scene, "state", "2026-01-01T00:00", 1);
    read(scene, "coolant_temp", "2026-01-01T00:00", 70);
    read(scene, "coolant_temp", "2026-01-01T01:00", 70);
    read(scene, "state", "2026-01-01T02:00", 0);
    read(scene, "state", "2026-01-01T03:00", 1);
    read(scene, "coolant_temp", "2026-01-01T04:00", 70);
    assertThat(scene.fold.nextTick()).isEqualTo(at("2026-01-01T14:00"));
  }

  @Test
  void aSumOfWhatOneReadingMovesIsSeenWhole() {
    Scene scene = condition("above: {meter: wear, limit: 25, unit: h}");
    read(scene, "engine_hours", "2026-01-01T00:00", 1);
    read(scene, "state", "2026-01-01T00:00", 1);
    read(scene, "state", "2026-01-01T06:00", 0);
    assertThat(scene.orders).as("1 + 6 + 20").hasSize(1);
  }

  @Test
  void aSumThatWasCorrectedCountsFromWhereItIs() {
    Scene scene = plan("usage: {meter: wear, every: 100, unit: h}");
    read(scene, "state", "2026-01-01T00:00", 0);
    read(scene, "engine_hours", "2026-01-01T00:00", 90);
    read(scene, "engine_hours", "2026-01-02T00:00", 950);
    scene.completed("service", 1, "2026-01-02T01:00", null);
    scene.step(new Event.MeterCorrected("engine_hours", at("2026-01-02T00:00"), 950, 95));
    read(scene, "engine_hours", "2026-01-03T00:00", 195);
    assertThat(scene.orders).hasSize(2);
    assertThat(scene.newest().dueReading()).isEqualTo(195);
  }

  @Test
  void aWindowMadeLongerFillsFirst() {
    Scene scene =
        condition(
            "projected: {meter: coolant_temp, unit: degC, above: 200, within: 1 day, over: 2 h}");
    for (int hour = 10; hour < 22; hour++) {
      read(scene, "coolant_temp", "2026-01-01T" + hour + ":00", 20);
    }
    List<Long> times =
        scene.fold.snapshot().conditions().values().iterator().next().leaves().values().stream()
            .flatMap(leaf -> leaf.memory() == null ? null : leaf.memory().times().stream())
            .toList();
    assertThat(times.get(0)).as("known from").isEqualTo(at("2026-01-01T19:00"));
  }
}
