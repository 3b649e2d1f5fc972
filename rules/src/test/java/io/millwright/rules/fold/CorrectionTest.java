package io.millwright.rules.fold;

import static io.millwright.rules.fold.Scene.at;
import static io.millwright.rules.fold.Scene.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.rules.event.Event;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.state.AssetState;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Maximo, meter reading history: what follows a corrected reading is recalculated up to the next
 * absolute one.
 */
class CorrectionTest {
  private Scene scene = new Scene(Scene.asset(), PlanSet.EMPTY);

  private Verdict corrected(String time, double oldValue, double newValue) {
    return scene.step(new Event.MeterCorrected("engine_hours", at(time), oldValue, newValue));
  }

  private void assertTotal(double total) {
    assertThat(scene.fold.lifeToDate("engine_hours")).isEqualTo(total);
  }

  @Test
  void theNewestReadingIsReplacedAndHeardOnce() {
    scene.hours("2026-01-01", 100);
    scene.hours("2026-01-02", 1100);
    assertThat(corrected("2026-01-02", 1100, 110)).isEqualTo(Verdict.ACCEPTED);
    assertTotal(110);
    AssetState before = scene.fold.snapshot();
    assertThat(corrected("2026-01-02", 1100, 110)).isEqualTo(Verdict.DUPLICATE);
    assertThat(scene.fold.snapshot()).isEqualTo(before);
    assertThat(scene.hours("2026-01-03", 120)).isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void aLaterAbsoluteReadingIsRightByItself() {
    scene.hours("2026-01-01", 100);
    scene.hours("2026-01-02", 110);
    scene.hours("2026-01-03", 120);
    assertThat(corrected("2026-01-02", 110, 115)).isEqualTo(Verdict.LATE);
    assertTotal(120);
  }

  @Test
  void theRateForgetsWhatNeverWas() {
    scene.hours("2026-01-01", 500);
    scene.hours("2026-01-03", 580);
    assertThat(corrected("2026-01-01", 500, 560)).isEqualTo(Verdict.ACCEPTED);
    assertThat(corrected("2026-01-01", 500, 560)).isEqualTo(Verdict.LATE);
    AssetState.RateState rate =
        scene.fold.snapshot().meters().getOrDefault("engine_hours", NONE).rate();
    assertThat(rate).isNotNull().extracting(AssetState.RateState::olderTotal).isEqualTo(560.0);
  }

  private static final AssetState.MeterState NONE =
      new AssetState.MeterState(0, 0, 0, List.of(), null, null, null);

  @Test
  void aRolloverThatAWrongLowReadingMadeUpIsTakenBack() {
    scene.hours("2026-01-01", 99_990);
    scene.hours("2026-01-02", 9);
    scene.hours("2026-01-03", 99_992);
    assertTotal(199_992);
    assertThat(corrected("2026-01-02", 9, 99_991)).isEqualTo(Verdict.ACCEPTED);
    assertTotal(99_992);
  }

  @Test
  void aRolloverThatAWrongHighReadingMadeUpIsTakenBack() {
    scene.hours("2026-01-01", 500);
    scene.hours("2026-01-02", 99_990);
    scene.hours("2026-01-03", 502);
    assertTotal(100_502);
    assertThat(corrected("2026-01-02", 99_990, 501)).isEqualTo(Verdict.ACCEPTED);
    assertTotal(502);
    assertThat(scene.hours("2026-01-04", 503)).isEqualTo(Verdict.ACCEPTED);
    assertTotal(503);
  }

  @Test
  void aTrueRolloverStays() {
    scene.hours("2026-01-01", 99_990);
    scene.hours("2026-01-02", 5);
    scene.hours("2026-01-03", 9);
    assertThat(corrected("2026-01-02", 5, 6)).isEqualTo(Verdict.LATE);
    assertTotal(100_009);
    assertThat(corrected("2026-01-01", 99_990, 99_995)).isEqualTo(Verdict.ACCEPTED);
    assertTotal(100_009);
  }

  @Test
  void whatCannotBeCorrected() {
    scene.hours("2026-01-01", 100);
    scene.hours("2026-01-02", 110);
    AssetState before = scene.fold.snapshot();
    assertThat(corrected("2026-01-02", 111, 112)).isEqualTo(Verdict.CONFLICTING_VALUE);
    assertThat(corrected("2026-01-03", 110, 112)).isEqualTo(Verdict.IMPLAUSIBLE_CORRECTION);
    assertThat(corrected("2026-01-02", 110, 100_000)).isEqualTo(Verdict.IMPLAUSIBLE_CORRECTION);
    assertThat(corrected("2026-01-02", 110, Double.NaN)).isEqualTo(Verdict.IMPLAUSIBLE_CORRECTION);
    assertThat(scene.step(new Event.MeterCorrected("coolant_temp", at("2026-01-01"), 1, 2)))
        .isEqualTo(Verdict.IMPLAUSIBLE_CORRECTION);
    assertThat(scene.step(new Event.MeterCorrected("none", at("2026-01-01"), 1, 2)))
        .isEqualTo(Verdict.UNKNOWN_METER);
    assertThat(scene.fold.snapshot()).isEqualTo(before);
    scene.replaced("2026-01-03", 120, 0);
    assertThat(corrected("2026-01-03", 0, 5)).isEqualTo(Verdict.IMPLAUSIBLE_CORRECTION);
  }

  @Test
  void anIntervalCountedFromWhatNeverWasCountsFromWhatIs() {
    scene = new Scene(Scene.asset(), plan("usage: {meter: engine_hours, every: 250, unit: h}"));
    scene.hours("2026-01-01", 200);
    scene.hours("2026-01-02", 2060);
    scene.completed("service", 1, "2026-01-02T01:00", null);
    corrected("2026-01-02", 2060, 206);
    scene.hours("2026-01-03", 455);
    assertThat(scene.orders).hasSize(1);
    scene.hours("2026-01-04", 456);
    assertThat(scene.newest().dueReading()).isEqualTo(456);
  }

  @Test
  void aCorrectionUpwardsRaisesWhatIsDueThen() {
    scene = new Scene(Scene.asset(), plan("usage: {meter: engine_hours, every: 250, unit: h}"));
    scene.hours("2026-01-01", 200);
    scene.hours("2026-01-02", 25.1 + 180);
    assertThat(corrected("2026-01-02", 205.1, 251)).isEqualTo(Verdict.ACCEPTED);
    assertThat(scene.newest().raisedAt()).isEqualTo(at("2026-01-02"));
  }
}
