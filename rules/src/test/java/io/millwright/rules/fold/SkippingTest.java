package io.millwright.rules.fold;

import static io.millwright.rules.fold.Scene.at;
import static io.millwright.rules.fold.Scene.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.rules.checkpoint.AssetStateJson;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.plan.PlanSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An occurrence is left out once, however often that is said. */
class SkippingTest {
  private static final PlanSet EVERY_250 =
      plan("usage: {meter: engine_hours, every: 250, unit: h}");

  private Scene scene = new Scene(Scene.asset(), EVERY_250);

  private static Event.OccurrenceSkipped skip(String time, @Nullable String id) {
    return new Event.OccurrenceSkipped("service", at(time), "Kim", "laid up", id);
  }

  private Verdict skipped(String time, @Nullable String id) {
    return scene.step(skip(time, id));
  }

  private void assertNextAt(double hours) {
    scene.hours("2026-03-01T08:00", hours - 1);
    assertThat(scene.orders).isEmpty();
    scene.hours("2026-03-01T09:00", hours);
    assertThat(scene.orders).hasSize(1);
    assertThat(scene.newest().dueReading()).isEqualTo(hours);
  }

  @Test
  void anIdThatIsSentAgainLeavesOutNothingMore() {
    scene.hours("2026-01-01T08:00", 100);
    assertThat(skipped("2026-01-02T08:00", "a")).isEqualTo(Verdict.ACCEPTED);
    assertThat(skipped("2026-01-02T08:05", "a")).isEqualTo(Verdict.WITHOUT_EFFECT);
    assertThat(scene.suppressed).hasSize(1);
    assertNextAt(500);
  }

  @Test
  void anotherIdLeavesOutTheNextOneTheFirstStillNone() {
    scene.hours("2026-01-01T08:00", 100);
    skipped("2026-01-02T08:00", "a");
    assertThat(skipped("2026-01-02T08:00", "b")).isEqualTo(Verdict.ACCEPTED);
    assertThat(skipped("2026-01-03T08:00", "a")).isEqualTo(Verdict.WITHOUT_EFFECT);
    assertNextAt(750);
  }

  @Test
  void withoutIdsEachCallLeavesOneOut() {
    scene.hours("2026-01-01T08:00", 100);
    skipped("2026-01-02T08:00", null);
    assertThat(skipped("2026-01-02T08:00", null))
        .as("the very event")
        .isEqualTo(Verdict.WITHOUT_EFFECT);
    assertThat(skipped("2026-01-02T08:01", null)).isEqualTo(Verdict.ACCEPTED);
    assertNextAt(750);
  }

  @Test
  void whatWasSaidIsKnownAfterARestart() {
    scene.hours("2026-01-01T08:00", 100);
    skipped("2026-01-02T08:00", "a");
    String json = AssetStateJson.toJson(scene.fold.snapshot());
    scene = new Scene(Scene.asset(), EVERY_250);
    scene.fold.restore(AssetStateJson.fromJson(json));
    assertThat(skipped("2026-01-03T08:00", "a")).isEqualTo(Verdict.WITHOUT_EFFECT);
    assertNextAt(500);
  }

  @Test
  void aRepeatIsNoConflictWithTheOrderThatCameMeanwhile() {
    scene.hours("2026-01-01T08:00", 100);
    skipped("2026-01-02T08:00", "a");
    scene.hours("2026-02-01T08:00", 500);
    assertThat(scene.orders).hasSize(1);
    assertThat(scene.fold.skipObstacle(skip("2026-02-02T08:00", "a"))).isNull();
    assertThat(skipped("2026-02-02T08:00", "a")).isEqualTo(Verdict.WITHOUT_EFFECT);
    assertThat(scene.fold.skipObstacle(skip("2026-02-02T08:00", "b"))).contains("is open");
    assertThat(skipped("2026-02-02T08:00", "b")).isEqualTo(Verdict.WITHOUT_EFFECT);
  }

  @Test
  void theNewestSixteenAreKnown() {
    scene.hours("2026-01-01T08:00", 100);
    for (int i = 0; i < 17; i++) {
      skipped("2026-01-02T08:00", "id-" + i);
    }
    assertThat(skipped("2026-01-03T08:00", "id-1")).isEqualTo(Verdict.WITHOUT_EFFECT);
    assertThat(skipped("2026-01-03T08:00", "id-0")).as("forgotten").isEqualTo(Verdict.ACCEPTED);
  }
}
