package io.millwright.rules.fold;

import static io.millwright.rules.fold.Scene.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.rules.event.Event;
import io.millwright.rules.event.ReadingFlags;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.state.AssetState;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class DerivedMeterTest {
  private static final Meter STATE = Meter.of("state", MeterKind.STATE, "1");

  private static PlanSet meters(String... lines) {
    return Scene.plans("meters:\n  - " + String.join("\n  - ", lines) + "\n");
  }

  private static String run(String more) {
    return "{name: run, for: {class: excavator}, " + more + "}";
  }

  private static Scene scene(String... lines) {
    return new Scene(Scene.asset(STATE, Meter.of("km", MeterKind.COUNTER, "km")), meters(lines));
  }

  private static Verdict reading(Scene scene, String meter, String time, double value) {
    return scene.step(new Event.Reading(meter, at(time), value, ReadingFlags.GOOD));
  }

  @Test
  void hoursInAnotherUnitBeginAtTheirStart() {
    Scene scene =
        scene(
            run("unit: min, hours_in: {meter: state, states: [1], hold_at_most: 1 h, start: 90}"));
    assertThat(scene.fold.lifeToDate("run")).isNull();
    reading(scene, "state", "2026-01-01T00:00", 1);
    assertThat(scene.fold.lifeToDate("run")).isEqualTo(90);
    reading(scene, "state", "2026-01-01T00:30", 1);
    reading(scene, "state", "2026-01-01T05:00", 0);
    reading(scene, "state", "2026-01-01T06:00", 1);
    assertThat(scene.fold.lifeToDate("run")).isEqualTo(180);
  }

  @Test
  void noReadingNamesADerivedMeter() {
    Scene scene = scene(run("unit: h, hours_in: {meter: state, states: [1], hold_at_most: 1 h}"));
    assertThat(reading(scene, "run", "2026-01-01", 5)).isEqualTo(Verdict.UNKNOWN_METER);
    assertThat(scene.step(new Event.MeterReplaced("run", at("2026-01-01"), 5, 0)))
        .isEqualTo(Verdict.UNKNOWN_METER);
  }

  @Test
  void aSumBeginsWithTheLastOfItsParts() {
    Scene scene =
        scene(
            "{name: wear, for: {class: excavator}, unit: mi, sum: [{meter: km}, {meter: starts,"
                + " times: 10}]}",
            "{name: starts, for: {class: excavator}, unit: starts, entries_into: {meter: state,"
                + " states: [1]}}");
    reading(scene, "km", "2026-01-01", 160.9344);
    assertThat(scene.fold.lifeToDate("wear")).isNull();
    reading(scene, "state", "2026-01-02", 0);
    assertThat(scene.fold.lifeToDate("wear")).isEqualTo(100);
    reading(scene, "state", "2026-01-03", 1);
    assertThat(scene.fold.lifeToDate("wear")).isEqualTo(110);
    scene.step(new Event.MeterCorrected("km", at("2026-01-01"), 160.9344, 16.09344));
    assertThat(scene.fold.lifeToDate("wear")).isEqualTo(20);
  }

  @Test
  void aStateThatWasReadBeforeCountingBeganIsNotCounted() {
    Scene before = new Scene(Scene.asset(STATE), PlanSet.EMPTY);
    reading(before, "state", "2026-01-01T00:00", 1);
    reading(before, "state", "2026-01-01T01:00", 1);
    Scene scene = scene(run("unit: h, hours_in: {meter: state, states: [1], hold_at_most: 1 day}"));
    scene.fold.restore(before.fold.snapshot());
    assertThat(reading(scene, "state", "2026-01-01T00:00", 1)).isEqualTo(Verdict.LATE);
    reading(scene, "state", "2026-01-01T02:00", 1);
    assertThat(reading(scene, "state", "2026-01-01T01:00", 1)).isEqualTo(Verdict.LATE);
    reading(scene, "state", "2026-01-01T03:00", 1);
    assertThat(scene.fold.lifeToDate("run")).isEqualTo(1);
  }

  @Test
  void memoryIsBounded() {
    Scene scene = scene(run("unit: starts, entries_into: {meter: state, states: [1]}"));
    for (int i = 0; i < 1000; i++) {
      scene.step(new Event.Reading("state", at("2026-01-01") + 1000L * i, i % 2, 0));
    }
    assertThat(scene.fold.lifeToDate("run")).isEqualTo(500);
    assertThat(scene.fold.snapshot().meters())
        .extractingByKey("run")
        .extracting(AssetState.MeterState::recent)
        .isNotNull()
        .extracting("times")
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(64);
    assertThat(scene.step(new Event.Reading("state", at("2026-01-01") + 500, 1, 0)))
        .isEqualTo(Verdict.LATE);
    assertThat(scene.fold.lifeToDate("run")).isEqualTo(500);
  }

  @Test
  void whatDoesNotFitIsSaid() {
    Scene scene =
        scene(
            run("unit: km, hours_in: {meter: state, states: [1], hold_at_most: 1 h}"),
            "{name: a, for: {class: excavator}, unit: h, sum: [{meter: run}]}",
            "{name: b, for: {class: excavator}, unit: h, sum: [{meter: km}]}",
            "{name: c, for: {class: excavator}, unit: h, entries_into: {meter: km, states: [1]}}",
            "{name: km, for: {class: excavator}, unit: km, sum: [{meter: km2}]}",
            "{name: state, for: {class: excavator}, believe: {unit: '1', rise_at_most: {by: 1, per:"
                + " 1 h}}}",
            "{name: d, for: {class: excavator}, believe: {unit: h, from: 1}}");
    assertThat(scene.fold.unboundMeters())
        .extracting(unbound -> "(" + unbound.meter() + ", " + unbound.reason() + ")")
        .containsExactlyInAnyOrder(
            "(run, run cannot be derived: 'hours_in' counts time, and km is no unit of it: write h,"
                + " min, s or d)",
            "(a, a cannot be derived: EX-1 has no meter run: run cannot be derived: 'hours_in'"
                + " counts time, and km is no unit of it: write h, min, s or d)",
            "(b, b cannot be derived: km counts in km, the sum in h: say with 'times' how much one"
                + " of it counts)",
            "(c, c cannot be derived: EX-1's meter km is a counter, and it takes a state)",
            "(km, EX-1 has a meter km of its own: derive one of another name)",
            "(state, EX-1's meter state: it is a state, and only of a counter 'rise_at_most' can be"
                + " said)",
            "(d, EX-1 has no meter d of its own)");
    assertThat(scene.fold.snapshot().meters()).isEqualTo(Map.of());
  }
}
