package io.millwright.rules.fold;

import static io.millwright.rules.fold.Scene.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.rules.event.Event;
import io.millwright.rules.event.ReadingFlags;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.state.AssetState;
import org.junit.jupiter.api.Test;

class CounterTest {
  private final Scene scene = new Scene(Scene.asset(), PlanSet.EMPTY);

  private void assertTotal(double total) {
    assertThat(scene.fold.lifeToDate("engine_hours")).isEqualTo(total);
  }

  private void refused(Verdict expected, Verdict verdict) {
    AssetState before = scene.fold.snapshot();
    assertThat(verdict).isEqualTo(expected);
    assertThat(verdict.isBelieved()).isFalse();
    assertThat(scene.fold.snapshot()).isEqualTo(before);
  }

  @Test
  void nothingIsKnownBeforeTheFirstReading() {
    assertThat(scene.fold.lifeToDate("engine_hours")).isNull();
    assertThat(scene.fold.snapshot()).isEqualTo(AssetState.EMPTY);
  }

  @Test
  void rollsOver() {
    scene.hours("2026-01-01", 99_990.5);
    assertThat(scene.hours("2026-01-02", 10)).isEqualTo(Verdict.ACCEPTED);
    assertTotal(100_010);
  }

  @Test
  void aDropThatIsTooLongForARolloverIsUnexplained() {
    scene.hours("2026-01-01", 95_000);
    refused(Verdict.UNEXPLAINED_DROP, scene.hours("2026-01-02", 5_000.1));
    assertThat(scene.hours("2026-01-02", 5_000)).isEqualTo(Verdict.ACCEPTED);
    assertTotal(105_000);
  }

  @Test
  void withoutARolloverPointEveryDropIsUnexplained() {
    scene.step(new Event.Reading("distance", at("2026-01-01"), 99_999, ReadingFlags.GOOD));
    refused(
        Verdict.UNEXPLAINED_DROP,
        scene.step(new Event.Reading("distance", at("2026-01-02"), 1, ReadingFlags.GOOD)));
  }

  @Test
  void whatTheCounterCannotShowIsImplausible() {
    refused(Verdict.IMPLAUSIBLE_VALUE, scene.hours("2026-01-01", 100_000));
    refused(Verdict.IMPLAUSIBLE_VALUE, scene.hours("2026-01-01", -0.1));
    refused(
        Verdict.IMPLAUSIBLE_VALUE,
        scene.step(new Event.Reading("distance", at("2026-01-02"), 1.1e15, ReadingFlags.GOOD)));
  }

  @Test
  void aReplacementGoesOnFromTheNewInitialValue() {
    scene.hours("2026-01-01", 18_200);
    assertThat(scene.replaced("2026-01-02", 18_234.5, 300)).isEqualTo(Verdict.ACCEPTED);
    assertTotal(18_234.5);
    scene.hours("2026-01-03", 310);
    assertTotal(18_244.5);
  }

  @Test
  void aReplacementIsHeardOnce() {
    scene.hours("2026-01-01", 18_200);
    scene.replaced("2026-01-02", 18_234.5, 300);
    scene.hours("2026-01-03", 310);
    AssetState before = scene.fold.snapshot();
    assertThat(scene.replaced("2026-01-02", 18_234.5, 300)).isEqualTo(Verdict.DUPLICATE);
    // A correction of it is not: somebody believes that the total is another one.
    assertThat(scene.replaced("2026-01-02", 18_240, 300)).isEqualTo(Verdict.CONFLICTING_VALUE);
    assertThat(scene.fold.snapshot()).isEqualTo(before);
  }

  @Test
  void theOldMetersLastReadingMayComeAgainAfterTheReplacement() {
    scene.hours("2026-01-02", 18_234.5);
    scene.replaced("2026-01-02", 18_234.5, 300);
    assertThat(scene.hours("2026-01-02", 18_234.5)).isEqualTo(Verdict.LATE);
    assertTotal(18_234.5);
  }

  @Test
  void replacementsThatTheReadingsContradict() {
    scene.hours("2026-01-02", 18_200);
    refused(Verdict.IMPLAUSIBLE_REPLACEMENT, scene.replaced("2026-01-01", 18_300, 0));
    refused(Verdict.IMPLAUSIBLE_REPLACEMENT, scene.replaced("2026-01-03", 18_199, 0));
    refused(Verdict.IMPLAUSIBLE_REPLACEMENT, scene.replaced("2026-01-03", 18_300, 100_000));
    refused(Verdict.IMPLAUSIBLE_REPLACEMENT, scene.replaced("2026-01-03", 18_300, Double.NaN));
    refused(
        Verdict.IMPLAUSIBLE_REPLACEMENT, scene.replaced("2026-01-03", Double.POSITIVE_INFINITY, 0));
    refused(
        Verdict.IMPLAUSIBLE_REPLACEMENT,
        scene.step(new Event.MeterReplaced("coolant_temp", at("2026-01-03"), 1, 0)));
  }

  @Test
  void aDropIsExplainedByTheReplacementThatIsReportedAfterIt() {
    scene.hours("2026-01-01", 18_200);
    refused(Verdict.UNEXPLAINED_DROP, scene.hours("2026-01-03", 5));
    scene.replaced("2026-01-02", 18_210, 0);
    assertThat(scene.hours("2026-01-03", 5)).isEqualTo(Verdict.ACCEPTED);
    assertTotal(18_215);
  }

  @Test
  void lateDuplicateAndConflictingReadings() {
    scene.hours("2026-01-02", 20);
    AssetState before = scene.fold.snapshot();
    assertThat(scene.hours("2026-01-01", 10)).isEqualTo(Verdict.LATE);
    assertThat(scene.hours("2026-01-01", 9_999)).isEqualTo(Verdict.LATE);
    assertThat(scene.hours("2026-01-02", 20)).isEqualTo(Verdict.DUPLICATE);
    refused(Verdict.CONFLICTING_VALUE, scene.hours("2026-01-02", 21));
    assertThat(scene.fold.snapshot()).isEqualTo(before);
  }

  @Test
  void doubtfulReadingsMoveNothing() {
    for (int flags : new int[] {ReadingFlags.BAD, ReadingFlags.UNCERTAIN}) {
      assertThat(scene.step(new Event.Reading("engine_hours", at("2026-01-02"), 20, flags)))
          .isEqualTo(Verdict.NOT_GOOD);
    }
    assertThat(scene.fold.snapshot()).isEqualTo(AssetState.EMPTY);
  }
}
