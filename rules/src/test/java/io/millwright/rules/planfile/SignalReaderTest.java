package io.millwright.rules.planfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.rules.plan.Bounds;
import io.millwright.rules.plan.Condition;
import io.millwright.rules.plan.Deviation;
import io.millwright.rules.plan.FaultCode;
import io.millwright.rules.plan.Gate;
import io.millwright.rules.plan.Limit;
import io.millwright.rules.plan.Persistence;
import io.millwright.rules.plan.Projection;
import io.millwright.rules.plan.Signal;
import io.millwright.rules.plan.Silence;
import io.millwright.rules.plan.Statistic;
import io.millwright.rules.plan.Step;
import io.millwright.rules.plan.Stuck;
import io.millwright.rules.plan.Window;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SignalReaderTest {
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;

  private static Condition condition(String signal) throws PlanException {
    return (Condition)
        PlanReader.read(
                "conditions:\n  - id: c\n    title: t\n    for: {class: c}\n    work: {type: CM}\n"
                    + signal)
            .rules()
            .get(0);
  }

  private static Signal signal(String text) throws PlanException {
    return condition("    " + text + "\n").signal();
  }

  @Test
  void limits() throws Exception {
    assertThat(signal("above: {meter: m, unit: h, limit: 8, deadband: 2, met: {times: 3, of: 5}}"))
        .isEqualTo(new Limit("m", "h", Bounds.above(8, 6), null, new Persistence(0, 0, 3, 5)));
    assertThat(signal("below: {meter: m, unit: h, limit: 8, deadband: 2, met: {times: 3}}"))
        .isEqualTo(new Limit("m", "h", Bounds.below(8, 10), null, new Persistence(0, 0, 3, 3)));
    assertThat(
            signal(
                "outside: {meter: m, unit: h, from: 2, to: 6, deadband: 1, of: std_dev, over: 1 h,"
                    + " on_delay: 1 d, off_delay: 2 h}"))
        .isEqualTo(
            new Limit(
                "m",
                "h",
                new Bounds(2, 6, 3, 5),
                new Window(Statistic.STD_DEV, HOUR),
                Persistence.delays(DAY, 2 * HOUR)));
  }

  @Test
  void whatIsNoLimit() throws Exception {
    assertThat(signal("step: {meter: m, unit: h, by: 5, off_delay: 1 h}"))
        .isEqualTo(new Step("m", "h", 5, Persistence.delays(0, HOUR)));
    assertThat(signal("fault: {code: E, times: 3, within: 1 h}"))
        .isEqualTo(new FaultCode("E", 3, HOUR));
    assertThat(signal("stuck: {meter: m, for: 1 h, within: 0.1, unit: degC}"))
        .isEqualTo(new Stuck("m", "degC", HOUR, 0.1));
    assertThat(signal("silence: {meter: m, for: 1 h}")).isEqualTo(new Silence("m", HOUR));
  }

  @Test
  void whatComparesAnAssetWithItsPast() throws Exception {
    assertThat(
            signal(
                "deviates: {meter: m, sigmas: 4, side: below, baseline: {readings: 30, weight:"
                    + " 0.01}, smoothing: 0.2, least_sigma: 0.5, unit: h}"))
        .isEqualTo(
            new Deviation(
                "m",
                "h",
                Bounds.below(-4, -4),
                new Deviation.Baseline(30, 0.01),
                0.2,
                0.5,
                Persistence.NONE));
    assertThat(signal("deviates: {meter: m, sigmas: 3}"))
        .isEqualTo(
            new Deviation(
                "m",
                null,
                new Bounds(-3, 3, -3, 3),
                new Deviation.Baseline(100, 0),
                1,
                0,
                Persistence.NONE));
    assertThat(signal("projected: {meter: m, unit: h, below: 9, within: 30 d, over: 14 d}"))
        .isEqualTo(
            new Projection("m", "h", Bounds.below(9, 9), 30 * DAY, 14 * DAY, 2, Persistence.NONE));
  }

  @Test
  void groupsAndGates() throws Exception {
    Signal x = FaultCode.once("x");
    Signal y = FaultCode.once("y");
    assertThat(signal("all: [{fault: {code: x}}, {any: [{fault: {code: x}}, {fault: {code: y}}]}]"))
        .isEqualTo(new Signal.Group(List.of(x, new Signal.Group(List.of(x, y), 1)), 2));
    assertThat(signal("any: [{fault: {code: x}}, {fault: {code: y}}]\n    at_least: 2"))
        .isEqualTo(new Signal.Group(List.of(x, y), 2));
    assertThat(condition("    fault: {code: x}\n    only_while: {meter: m, states: [1, 2]}\n"))
        .extracting(Condition::onlyWhile)
        .isEqualTo(new Gate("m", null, Set.of(1.0, 2.0), null));
    assertThat(condition("    fault: {code: x}\n    only_while: {meter: m, unit: h, below: 2}\n"))
        .extracting(Condition::onlyWhile)
        .isEqualTo(new Gate("m", "h", Set.of(), Bounds.below(2, 2)));
  }
}
