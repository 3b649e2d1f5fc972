package io.millwright.rules.fold;

import static io.millwright.rules.fold.Scene.at;
import static io.millwright.rules.fold.Scene.condition;
import static io.millwright.rules.fold.Scene.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.rules.event.Event;
import io.millwright.rules.event.ReadingFlags;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.state.AssetState;
import org.junit.jupiter.api.Test;

/** What a rule keeps when it is changed under its id, and what would mean something else there. */
class KeptStateTest {
  private static final String HOT = "above: {meter: coolant_temp, limit: 80, unit: degC}";
  private static final String DOOR = "fault: {code: E-204}";

  private Scene scene = new Scene(Scene.asset(), PlanSet.EMPTY);

  private void under(PlanSet plans) {
    AssetState state = scene.fold.snapshot();
    scene = new Scene(Scene.asset(), plans);
    scene.fold.restore(state);
  }

  private void door(String time, boolean came) {
    scene.step(new Event.Fault("E-204", at(time), came));
  }

  private void tick(String time) {
    assertThat(scene.fold.nextTick()).isLessThanOrEqualTo(at(time));
    assertThat(scene.tick(time)).isEqualTo(Verdict.ACCEPTED);
    assertThat(scene.fold.nextTick()).isGreaterThan(at(time));
  }

  @Test
  void aPlanThatBecomesAConditionCountsItsOrdersOn() {
    PlanSet asPlan = Scene.plans("plans:\n" + Scene.rule("x", "PM", "calendar: {every: 1 month}"));
    PlanSet asCondition = Scene.plans("conditions:\n" + Scene.rule("x", "CM", HOT));
    under(asPlan);
    scene.tick("2026-01-01");
    scene.tick("2026-02-01");
    under(asCondition);
    scene.coolant("2026-02-02", 90);
    assertThat(scene.orders).as("one is open").isEmpty();
    assertThat(scene.completed("x", 1, "2026-02-03", null)).isEqualTo(Verdict.ACCEPTED);
    scene.coolant("2026-02-04", 90);
    assertThat(scene.newest().episode().cycle()).isEqualTo(2);
    under(asPlan);
    scene.tick("2026-02-05");
    assertThat(scene.completed("x", 2, "2026-02-06", null)).isEqualTo(Verdict.ACCEPTED);
    scene.tick("2026-03-06");
    assertThat(scene.newest().episode().cycle()).isEqualTo(3);
  }

  @Test
  void whatWasNotEnoughMayBeEnoughNow() {
    under(condition("all: [{" + HOT + "}, {" + DOOR + "}]"));
    scene.coolant("2026-01-01", 90);
    under(condition("any: [{" + HOT + "}, {" + DOOR + "}]"));
    tick("2026-01-02");
    assertThat(scene.orders).hasSize(1);
  }

  @Test
  void aFaultThatIsWatchedAgainIsHeardAgain() {
    under(condition(DOOR));
    door("2026-01-01", true);
    under(condition(HOT));
    scene.coolant("2026-01-02", 20);
    scene.cancelled("hot", 1, "2026-01-02");
    under(condition(DOOR));
    tick("2026-01-03");
    assertThat(scene.newest().episode().cycle()).isEqualTo(2);
  }

  @Test
  void aFaultOnTrialIsRaisedWhenItsRuleGoesLive() {
    under(condition(DOOR, "shadow: true"));
    door("2026-01-01", true);
    under(condition(DOOR));
    tick("2026-01-02");
    assertThat(scene.closed).hasSize(1);
    assertThat(scene.newest().episode().cycle()).isEqualTo(2);
  }

  @Test
  void aLatchThatIsTakenAwayLetsGo() {
    under(condition(DOOR, "latched: true"));
    door("2026-01-01", true);
    door("2026-01-02", false);
    under(condition(DOOR));
    tick("2026-01-03");
    scene.cancelled("hot", 1, "2026-01-04");
    door("2026-01-05", true);
    assertThat(scene.newest().episode().cycle()).isEqualTo(2);
  }

  @Test
  void aBaselineInAnotherUnitIsLearntAnew() {
    String usual = "deviates: {meter: coolant_temp, sigmas: 3, baseline: {readings: 5}, ";
    under(condition(usual + "least_sigma: 1, unit: degC}"));
    for (int day = 1; day < 8; day++) {
      scene.coolant("2026-01-0" + day, 70 + day % 2);
    }
    under(condition(usual + "least_sigma: 2, unit: degF}"));
    scene.coolant("2026-01-08", 70);
    assertThat(scene.orders).isEmpty();
  }

  @Test
  void workInAnOrderIsReleasedThoughThePlanIsOnTrialNow() {
    String small = "usage: {meter: engine_hours, every: 50, unit: h}";
    String large = "usage: {meter: engine_hours, every: 100, unit: h}";
    String family = "family: main";
    under(
        Scene.plans(
            "plans:\n"
                + Scene.rule("small", "PM", small, family)
                + Scene.rule("large", "PM", large, family)));
    scene.hours("2026-01-01", 99);
    scene.hours("2026-01-02", 100);
    assertThat(scene.newest().covers()).hasSize(1);
    under(
        Scene.plans(
            "plans:\n"
                + Scene.rule("small", "PM", small, family, "shadow: true")
                + Scene.rule("large", "PM", large, family)));
    scene.completed("large", 1, "2026-01-03", 100.0);
    scene.hours("2026-01-04", 150);
    assertThat(scene.newest().rule().id()).isEqualTo("small");
  }

  @Test
  void whatWasLeftOutStaysOutWhenAReadingIsCorrected() {
    under(plan("usage: {meter: engine_hours, every: 250, unit: h}"));
    scene.hours("2026-01-01", 100);
    scene.step(new Event.OccurrenceSkipped("service", at("2026-01-02"), "Kim", "laid up", null));
    scene.step(new Event.MeterCorrected("engine_hours", at("2026-01-01"), 100, 101));
    scene.hours("2026-01-03", 400);
    assertThat(scene.orders).as("due at 500, not at 351").isEmpty();
  }

  @Test
  void aServiceDoneAheadIsNotAskedForAgainWhenAReadingIsCorrected() {
    under(plan("usage: {meter: engine_hours, every: 250, unit: h, lead: 5}", "schedule: fixed"));
    scene.hours("2026-01-01", 100);
    scene.hours("2026-01-02", 246);
    scene.completed("service", 1, "2026-01-02", 246.0);
    scene.step(new Event.MeterCorrected("engine_hours", at("2026-01-02"), 246, 245.5));
    assertThat(scene.orders).hasSize(1);
    scene.hours("2026-01-03", 260);
    assertThat(scene.orders).hasSize(1);
  }

  @Test
  void aOneShotShelfEndsWithACancelledLatch() {
    under(condition(HOT, "latched: true"));
    scene.coolant("2026-01-01", 90);
    scene.step(new Event.ConditionShelved("hot", at("2026-01-02"), null, true, "Kim", null));
    scene.coolant("2026-01-03", 20);
    scene.cancelled("hot", 1, "2026-01-04");
    scene.coolant("2026-01-05", 90);
    assertThat(scene.newest().episode().cycle()).isEqualTo(2);
  }

  @Test
  void readingsInARowAreCountedAnewAfterALateCompletion() {
    under(condition("above: {meter: coolant_temp, limit: 80, unit: degC, met: {times: 2}}"));
    scene.coolant("2026-01-01", 90);
    scene.coolant("2026-01-02", 90);
    scene.completed("hot", 1, "2026-01-01T12:00", null);
    scene.tick("2026-01-02T12:00");
    assertThat(scene.orders).as("one reading since").hasSize(1);
    scene.coolant("2026-01-03", 90);
    scene.step(new Event.Reading("coolant_temp", at("2026-01-04"), 90, ReadingFlags.GOOD));
    assertThat(scene.orders).hasSize(2);
  }
}
