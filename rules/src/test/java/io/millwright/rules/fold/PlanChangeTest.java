package io.millwright.rules.fold;

import static io.millwright.rules.fold.Scene.at;
import static io.millwright.rules.fold.Scene.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.rules.episode.EpisodeKey;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.ReadingFlags;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.state.AssetState;
import org.junit.jupiter.api.Test;

/** A fold goes on under other plans, and on an asset whose meters were registered anew. */
class PlanChangeTest {
  private static final PlanSet SERVICE =
      plan("usage: {meter: engine_hours, every: 250, unit: h}", "calendar: {every: 1 year}");

  private Scene scene = new Scene(Scene.asset(), SERVICE);

  private void under(PlanSet plans) {
    AssetState state = scene.fold.snapshot();
    scene = new Scene(Scene.asset(), plans);
    scene.fold.restore(state);
  }

  @Test
  void aRuleKeepsItsStateUnderItsId() {
    scene.hours("2026-01-01", 0);
    scene.hours("2026-02-01", 250);
    scene.completed("service", 1, "2026-02-02", 260.0);
    under(plan("usage: {meter: engine_hours, every: 300, unit: h}"));
    scene.hours("2026-03-01", 559);
    assertThat(scene.orders).isEmpty();
    scene.hours("2026-03-02", 560);
    assertThat(scene.newest().episode()).isEqualTo(new EpisodeKey("EX-1", "service", 2));
  }

  @Test
  void aRuleThatComesBackDoesNotTakeOldOrderIds() {
    scene.hours("2026-01-01", 0);
    scene.hours("2026-02-01", 250);
    under(PlanSet.EMPTY);
    assertThat(scene.hours("2026-02-02", 255)).isEqualTo(Verdict.ACCEPTED);
    assertThat(scene.completed("service", 1, "2026-02-03", 258.0)).isEqualTo(Verdict.ACCEPTED);
    assertThat(scene.closed).hasSize(1);
    assertThat(scene.completed("service", 1, "2026-02-03", 258.0))
        .isEqualTo(Verdict.WITHOUT_EFFECT);
    under(SERVICE);
    assertThat(scene.fold.nextTick()).isEqualTo(at("2027-02-03"));
    scene.hours("2026-03-01", 499);
    assertThat(scene.orders).isEmpty();
    scene.hours("2026-03-02", 500);
    assertThat(scene.newest().episode().cycle()).isEqualTo(2);
  }

  @Test
  void aConditionThatIsAwayIsClosedAsWell() {
    PlanSet hot = Scene.condition("above: {meter: coolant_temp, limit: 105, unit: degC}");
    under(hot);
    scene.coolant("2026-01-01T10:00", 110);
    under(SERVICE);
    scene.completed("hot", 1, "2026-01-01T11:00", null);
    assertThat(scene.closed).hasSize(1);
    under(hot);
    scene.coolant("2026-01-01T10:59", 110);
    assertThat(scene.orders).isEmpty();
    scene.coolant("2026-01-01T12:00", 110);
    assertThat(scene.newest().episode().cycle()).isEqualTo(2);
  }

  @Test
  void aCancelledConditionThatIsAwayStillHasToClear() {
    PlanSet hot = Scene.condition("above: {meter: coolant_temp, limit: 105, unit: degC}");
    under(hot);
    scene.coolant("2026-01-01T10:00", 110);
    under(SERVICE);
    scene.cancelled("hot", 1, "2026-01-01T11:00");
    under(hot);
    scene.coolant("2026-01-01T12:00", 110);
    assertThat(scene.orders).isEmpty();
    scene.coolant("2026-01-01T12:01", 100);
    scene.coolant("2026-01-01T12:02", 110);
    assertThat(scene.newest().episode().cycle()).isEqualTo(2);
  }

  @Test
  void theBaselineOfOneMeterIsNotThatOfAnother() {
    scene.hours("2026-01-01", 0);
    scene.step(new Event.Reading("distance", at("2026-01-01"), 120_000, ReadingFlags.GOOD));
    under(plan("usage: {meter: distance, every: 5000, unit: km}"));
    scene.step(new Event.Reading("distance", at("2026-01-02"), 120_100, ReadingFlags.GOOD));
    assertThat(scene.orders).as("due at 125 000 km, not at 5 000").isEmpty();
    scene.step(new Event.Reading("distance", at("2026-01-03"), 125_000, ReadingFlags.GOOD));
    assertThat(scene.newest().dueReading()).isEqualTo(125_000);
  }

  @Test
  void aHalfThatIsAddedBeginsNow() {
    under(plan("usage: {meter: engine_hours, every: 250, unit: h}"));
    scene.hours("2026-01-01", 0);
    scene.hours("2026-02-01", 250);
    under(SERVICE);
    scene.tick("2026-02-02");
    assertThat(scene.fold.nextTick()).as("an order is open").isEqualTo(Long.MAX_VALUE);
    scene.completed("service", 1, "2026-02-03", 260.0);
    assertThat(scene.fold.nextTick()).isEqualTo(at("2027-02-03"));
  }

  @Test
  void aMeterThatComesBackGoesOnFromItsTotal() {
    scene.hours("2026-01-01", 1000);
    scene.replaced("2026-01-02", 1000, 0);
    AssetState state = scene.fold.snapshot();
    AssetFold without =
        new AssetFold(Scene.asset(Meter.of("other", MeterKind.GAUGE, "1")), SERVICE).restore(state);
    assertThat(without.unbound()).hasSize(1);
    assertThat(without.snapshot().meters()).isEqualTo(state.meters());
    AssetFold again = new AssetFold(Scene.asset(), SERVICE).restore(without.snapshot());
    assertThat(again.lifeToDate("engine_hours")).isEqualTo(1000);
  }

  @Test
  void aChainOfWeeksGoesOnInMonths() {
    under(plan("calendar: {every: 2 weeks, start: 2026-01-01}", "schedule: fixed"));
    scene.tick("2026-02-10");
    scene.tick("2026-02-12");
    scene.completed("service", 1, "2026-02-12", null);
    under(plan("calendar: {every: 1 month, start: 2026-01-01}", "schedule: fixed"));
    assertThat(scene.fold.nextTick()).isEqualTo(at("2026-03-12"));
  }
}
