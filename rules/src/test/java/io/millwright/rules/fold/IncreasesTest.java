package io.millwright.rules.fold;

import static io.millwright.rules.fold.Scene.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.rules.event.Event;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import io.millwright.rules.plan.PlanSet;
import org.junit.jupiter.api.Test;

/** A counter that reports what was added. */
class IncreasesTest {
  private final Scene scene =
      new Scene(
          Scene.asset(new Meter("volume", MeterKind.COUNTER, "m3", Meter.Reports.DELTA, null)),
          PlanSet.EMPTY);

  private Verdict add(long minute, double value) {
    return scene.step(new Event.Reading("volume", at("2026-01-01") + 60_000 * minute, value, 0));
  }

  private Verdict correct(long minute, double from, double to) {
    return scene.step(
        new Event.MeterCorrected("volume", at("2026-01-01") + 60_000 * minute, from, to));
  }

  private void assertTotal(double total) {
    assertThat(scene.fold.lifeToDate("volume")).isEqualTo(total);
  }

  @Test
  void eachIsAddedOnceInWhateverOrder() {
    assertThat(add(5, 0.1)).isEqualTo(Verdict.ACCEPTED);
    assertThat(add(7, 0.2)).isEqualTo(Verdict.ACCEPTED);
    assertThat(add(6, 0.3)).isEqualTo(Verdict.ACCEPTED);
    assertThat(add(6, 0.3)).isEqualTo(Verdict.DUPLICATE);
    assertThat(add(6, 0.4)).isEqualTo(Verdict.CONFLICTING_VALUE);
    assertThat(add(5, 0.1)).isEqualTo(Verdict.DUPLICATE);
    assertTotal(0.6);
  }

  @Test
  void beyondTheNewest64NobodyKnows() {
    for (long i = 1; i <= 65; i++) {
      add(2 * i, 1);
    }
    assertThat(add(2, 1)).isEqualTo(Verdict.TOO_LATE);
    assertThat(add(1, 1)).isEqualTo(Verdict.TOO_LATE);
    assertThat(add(3, 1)).isEqualTo(Verdict.ACCEPTED);
    assertThat(add(3, 1)).as("remembered, or not believed").isNotEqualTo(Verdict.ACCEPTED);
    assertTotal(66);
    assertThat(correct(2, 1, 5)).isEqualTo(Verdict.TOO_LATE);
  }

  @Test
  void aCorrectedOneCountsAsWhatItShouldHaveBeen() {
    add(1, 10);
    add(2, 20);
    assertThat(correct(1, 10, 1)).isEqualTo(Verdict.ACCEPTED);
    assertThat(correct(1, 10, 1)).isEqualTo(Verdict.DUPLICATE);
    assertThat(correct(1, 10, 2)).isEqualTo(Verdict.CONFLICTING_VALUE);
    assertThat(correct(2, 20, -1)).isEqualTo(Verdict.IMPLAUSIBLE_CORRECTION);
    assertTotal(21);
  }

  @Test
  void whatIsNoIncrease() {
    assertThat(add(1, -0.1)).isEqualTo(Verdict.IMPLAUSIBLE_VALUE);
    assertThat(add(1, 1.1e15)).isEqualTo(Verdict.IMPLAUSIBLE_VALUE);
    assertThat(add(1, 0)).isEqualTo(Verdict.ACCEPTED);
    assertThat(scene.step(new Event.MeterReplaced("volume", at("2026-02-01"), 5, 0)))
        .isEqualTo(Verdict.IMPLAUSIBLE_REPLACEMENT);
  }
}
