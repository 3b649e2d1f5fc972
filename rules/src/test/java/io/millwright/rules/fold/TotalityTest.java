package io.millwright.rules.fold;

import static io.millwright.rules.fold.Scene.at;
import static io.millwright.rules.fold.Scene.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.rules.event.Event;
import io.millwright.rules.event.ReadingFlags;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.state.AssetState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every event gets a verdict, whatever is in it, and every rule that is not watched is named. */
class TotalityTest {
  private static final double[] VALUES = {
    0,
    -0.0,
    -1,
    1e-300,
    99_999.9,
    1e15,
    1e300,
    -1e300,
    Double.MAX_VALUE,
    Double.MIN_VALUE,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };
  private static final long[] TIMES = {
    at("2026-01-01"),
    0,
    1,
    -1,
    Long.MIN_VALUE,
    Long.MIN_VALUE + 1,
    Long.MAX_VALUE,
    at("1900-01-01T00:00:00Z"),
    at("1900-01-01T00:00:00Z") - 1,
    at("3000-01-01T00:00:00Z"),
    at("3000-01-01T00:00:00Z") - 1
  };

  private static final PlanSet RULES =
      Scene.plans(
          "plans:\n"
              + rule(
                  "both",
                  "PM",
                  "usage: {meter: engine_hours, every: 0.001, unit: h, lead: 0.0005}",
                  "calendar: {every: 100 years, lead: 99 years, start: 1900-01-01}")
              + rule(
                  "fixed", "PM", "calendar: {every: 1 day, start: 2999-12-31}", "schedule: fixed")
              + rule("km", "PM", "usage: {meter: distance, every: 1e15, unit: km, start: -1e15}")
              + "conditions:\n"
              + rule(
                  "hot",
                  "CM",
                  "above: {meter: coolant_temp, limit: -1e308, unit: degC, on_delay: 3650 days}")
              + rule("door", "CM", "fault: {code: F}")
              + rule(
                  "any",
                  "CM",
                  "any: [{step: {meter: coolant_temp, by: 1e-300, unit: degC}}, {silence: {meter:"
                      + " distance, for: 3650 days}}, {stuck: {meter: coolant_temp, for: 1 s,"
                      + " within: 1e308, unit: degC}}, {deviates: {meter: coolant_temp, sigmas:"
                      + " 1e-300, baseline: {readings: 5}, least_sigma: 1e-300, unit: degC}},"
                      + " {projected: {meter: coolant_temp, unit: degC, above: -1e308, within:"
                      + " 3650 days, over: 1 s, sigmas: 0}}, {fault: {code: F, times: 2, within:"
                      + " 3650 days}}]")
              + rule(
                  "all",
                  "CM",
                  "all: [{above: {meter: coolant_temp, limit: -1e308, unit: degC, of: rise, over:"
                      + " 1 s}}, {below: {meter: coolant_temp, limit: 1e308, unit: degC, of:"
                      + " std_dev, over: 3650 days, met: {times: 1, of: 64}}}]",
                  "only_while: {meter: distance, unit: km, above: -1e308}"));

  private static List<Event> events() {
    List<Event> events = new ArrayList<>();
    for (long time : TIMES) {
      events.add(new Event.Tick(time));
      events.add(new Event.Fault("F", time, true));
      events.add(new Event.Fault("F", time, false));
      for (String rule : List.of("both", "fixed", "km", "hot", "door", "any", "all", "none")) {
        events.add(new Event.OrderClosed(rule, 1, time, true, null));
        events.add(new Event.OrderClosed(rule, 0, time, false, null));
      }
      for (double value : VALUES) {
        for (String meter : List.of("engine_hours", "coolant_temp", "distance", "none", "")) {
          events.add(new Event.Reading(meter, time, value, ReadingFlags.GOOD));
          events.add(new Event.Reading(meter, time, value, ReadingFlags.HISTORICAL));
          events.add(new Event.Reading(meter, time, value, -1));
          events.add(new Event.MeterReplaced(meter, time, value, 0));
          events.add(new Event.MeterReplaced(meter, time, 1, value));
        }
        events.add(new Event.OrderClosed("both", 1, time, true, value));
        events.add(new Event.OrderClosed("km", 1, time, true, value));
      }
    }
    return events;
  }

  @Test
  void everyEventGetsAVerdictFirstAndInACrowd() {
    Scene crowd = new Scene(Scene.asset(), RULES);
    for (Event event : events()) {
      Scene first = new Scene(Scene.asset(), RULES);
      assertThat(first.step(event)).isNotNull();
      Verdict verdict = crowd.step(event);
      if (event instanceof Event.Reading reading && !Double.isFinite(reading.value())) {
        assertThat(verdict).isIn(Verdict.IMPLAUSIBLE_VALUE, Verdict.UNKNOWN_METER);
      }
      for (AssetState.MeterState meter : crowd.fold.snapshot().meters().values()) {
        assertThat(Double.isFinite(meter.lastValue() + meter.offset())).isTrue();
      }
    }
    assertThat(crowd.step(new Event.Tick(Long.MAX_VALUE))).isEqualTo(Verdict.IMPLAUSIBLE_TIME);
  }

  @Test
  void aClockFarAheadDoesNotMakeAllOthersLate() {
    Scene scene = new Scene(Scene.asset(), RULES);
    scene.step(new Event.Reading("distance", Long.MAX_VALUE, 5, ReadingFlags.GOOD));
    assertThat(scene.step(new Event.Reading("distance", at("2026-01-01"), 5, ReadingFlags.GOOD)))
        .isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void rulesThatDoNotFitAreNamed() {
    PlanSet plans =
        Scene.plans(
            "plans:\n"
                + rule("missing", "PM", "usage: {meter: hours, every: 250, unit: h}")
                + rule("unit", "PM", "usage: {meter: engine_hours, every: 250, unit: km}")
                + rule(
                    "gauge",
                    "PM",
                    "usage: {meter: coolant_temp, every: 250, unit: degC}",
                    "calendar: {every: 1 year}")
                + rule("tiny", "PM", "usage: {meter: engine_hours, every: 1, unit: s}")
                + rule("fits", "PM", "usage: {meter: engine_hours, every: 250, unit: h}")
                + rule("converted", "PM", "usage: {meter: engine_hours, every: 9000, unit: min}")
                + rule("elsewhere", "PM", "usage: {meter: hours, every: 250, unit: h}")
                    .replace("class: excavator", "class: lift")
                + "conditions:\n"
                + rule("cold", "CM", "below: {meter: oil_temp, limit: 5, unit: degC}"));
    AssetFold fold = new AssetFold(Scene.asset(), plans);

    assertThat(fold.unbound())
        .extracting(unbound -> unbound.rule().id() + ": " + unbound.reason())
        .containsExactly(
            "missing: EX-1 has no meter hours (it has engine_hours, coolant_temp, distance)",
            "unit: the rule counts in km, but EX-1's meter engine_hours in h, and neither can be"
                + " converted to the other",
            "gauge: EX-1's meter coolant_temp is a gauge, and usage can only be counted on a"
                + " counter; only its calendar is watched",
            "tiny: in h, as engine_hours counts, 'every' must be from 0.001 to 1e15, not"
                + " 2.777777777777778E-4",
            "cold: EX-1 has no meter oil_temp (it has engine_hours, coolant_temp, distance)");
    assertThat(fold.nextTick()).as("the calendar half").isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void anAssetWithoutMeters() {
    Scene scene = new Scene(Scene.asset(new Meter[0]), RULES);
    assertThat(scene.fold.unbound())
        .extracting(Unbound::reason)
        .contains("EX-1 has no meter distance (it has none at all)");
    assertThat(scene.hours("2026-01-01", 1)).isEqualTo(Verdict.UNKNOWN_METER);
    assertThat(scene.step(new Event.Fault("F", at("2026-01-01"), true)))
        .isEqualTo(Verdict.ACCEPTED);
    assertThat(scene.orders).hasSize(1);
  }

  @Test
  void statesAndFaultMetersAreReadAsNumbers() {
    Scene scene =
        new Scene(
            Scene.asset(Meter.of("running", MeterKind.STATE, "1")),
            Scene.condition("below: {meter: running, limit: 1, unit: '1'}"));
    scene.step(new Event.Reading("running", at("2026-01-01"), 0, ReadingFlags.GOOD));
    assertThat(scene.orders).hasSize(1);
    assertThat(scene.fold.lifeToDate("running")).isEqualTo(0);
  }
}
