package io.millwright.rules.fold;

import static io.millwright.rules.fold.Scene.at;
import static io.millwright.rules.fold.Scene.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.rules.episode.EpisodeKey;
import io.millwright.rules.episode.Suppression;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.state.AssetState;
import org.junit.jupiter.api.Test;

/** What the feedback on an order means for the next one. */
class PlanClosingTest {
  private static final String EVERY_250 = "usage: {meter: engine_hours, every: 250, unit: h}";
  private static final String LEAD_10 =
      "usage: {meter: engine_hours, every: 250, unit: h, lead: 10}";

  private static Scene scene(String... lines) {
    return new Scene(Scene.asset(), plan(lines));
  }

  private static void assertDue(Scene scene, int orders, double reading) {
    assertThat(scene.orders).hasSize(orders);
    assertThat(scene.newest().dueReading()).isEqualTo(reading);
    assertThat(scene.newest().episode().cycle()).isEqualTo(orders);
  }

  @Test
  void floatingCountsFromCompletion() {
    Scene scene = scene(EVERY_250);
    scene.hours("2026-01-01T08:00", 0);
    scene.hours("2026-02-01T08:00", 251);
    assertThat(scene.completed("service", 1, "2026-02-03T12:00", 270.0))
        .isEqualTo(Verdict.ACCEPTED);
    scene.hours("2026-03-01T08:00", 519.9);
    assertThat(scene.orders).hasSize(1);
    scene.hours("2026-03-02T08:00", 520);
    assertDue(scene, 2, 520);
  }

  @Test
  void fixedStaysOnTheGrid() {
    Scene scene = scene(EVERY_250, "schedule: fixed");
    scene.hours("2026-01-01T08:00", 0);
    scene.hours("2026-02-01T08:00", 251);
    scene.completed("service", 1, "2026-02-03T12:00", 270.0);
    scene.hours("2026-03-01T08:00", 499.9);
    assertThat(scene.orders).hasSize(1);
    scene.hours("2026-03-02T08:00", 500);
    assertDue(scene, 2, 500);
  }

  @Test
  void fixedAndEarlyStaysOnTheGrid() {
    Scene scene = scene(LEAD_10, "schedule: fixed");
    scene.hours("2026-01-01T08:00", 0);
    scene.hours("2026-02-01T08:00", 241);
    scene.completed("service", 1, "2026-02-01T12:00", 242.0);
    scene.hours("2026-03-01T08:00", 489);
    assertThat(scene.orders).hasSize(1);
    scene.hours("2026-03-02T08:00", 490);
    assertDue(scene, 2, 500);
  }

  @Test
  void withoutAMeterValueTheMeterIsAsked() {
    Scene scene = scene(EVERY_250);
    scene.hours("2026-01-01T08:00", 0);
    scene.hours("2026-02-01T08:00", 251);
    scene.hours("2026-02-03T08:00", 260);
    scene.completed("service", 1, "2026-02-03T12:00", null);
    scene.hours("2026-03-01T08:00", 509);
    assertThat(scene.orders).hasSize(1);
    scene.hours("2026-03-02T08:00", 510);
    assertDue(scene, 2, 510);
  }

  @Test
  void aValueLowerThanThePresentOneIsTheOneAtCompletion() {
    Scene scene = scene(EVERY_250);
    scene.hours("2026-01-01T08:00", 0);
    scene.hours("2026-02-01T08:00", 251);
    scene.hours("2026-02-05T08:00", 300);
    scene.completed("service", 1, "2026-02-03T12:00", 270.0);
    assertThat(scene.closed.get(0).doubt()).isNull();
    scene.hours("2026-03-02T08:00", 520);
    assertDue(scene, 2, 520);
  }

  @Test
  void aValueAheadOfASilentMeterIsBelieved() {
    Scene scene = scene(EVERY_250);
    scene.hours("2026-01-01T08:00", 0);
    scene.hours("2026-02-01T08:00", 251);
    scene.completed("service", 1, "2026-02-03T12:00", 600.0);
    assertThat(scene.closed.get(0).doubt())
        .isEqualTo(
            "Completion at 600 h means a life-to-date of 600, more than a whole interval ahead of"
                + " the meter's 251: taken as said.");
    scene.hours("2026-03-02T08:00", 849);
    assertThat(scene.orders).hasSize(1);
    scene.hours("2026-03-03T08:00", 850);
    assertDue(scene, 2, 850);
  }

  @Test
  void aValueBelowTheIntervalsBaselineIsNotBelieved() {
    Scene scene = scene(EVERY_250);
    scene.hours("2026-01-01T08:00", 700);
    scene.hours("2026-02-01T08:00", 760);
    scene.completed("service", 1, "2026-02-03T12:00", 0.0);
    assertThat(scene.orders).as("0 is what a form holds that nobody filled in").hasSize(1);
    assertThat(scene.closed.get(0).doubt())
        .isEqualTo(
            "Completion at 0 h means a life-to-date of 0, below the 500 this interval began at: not"
                + " believed, 760 is taken from the meter.");
    scene.hours("2026-03-03T08:00", 1010);
    assertDue(scene, 2, 1010);
  }

  @Test
  void aValueThatIsNoneIsNotBelieved() {
    Scene scene = scene(EVERY_250);
    scene.hours("2026-02-01T08:00", 200);
    scene.hours("2026-02-01T09:00", 260);
    scene.completed("service", 1, "2026-02-03T12:00", Double.NaN);
    assertThat(scene.closed.get(0).doubt()).contains("NaN is nothing a counter shows");
    scene.hours("2026-03-03T08:00", 510);
    assertDue(scene, 2, 510);
  }

  @Test
  void theValueIsReadOffTheOldMeterWhenThatWasThereAtCompletion() {
    Scene scene = scene(EVERY_250);
    scene.hours("2026-01-01T08:00", 0);
    scene.hours("2026-02-01T08:00", 251);
    scene.replaced("2026-02-04T08:00", 280, 0);
    scene.completed("service", 1, "2026-02-03T12:00", 270.0);
    scene.hours("2026-03-02T08:00", 239);
    assertThat(scene.orders).hasSize(1);
    scene.hours("2026-03-02T09:00", 240);
    assertDue(scene, 2, 520);
  }

  @Test
  void aRepeatedCompletionChangesNothing() {
    Scene scene = scene(EVERY_250);
    scene.hours("2026-01-01T08:00", 0);
    scene.hours("2026-02-01T08:00", 251);
    scene.completed("service", 1, "2026-02-03T12:00", 252.0);
    AssetState before = scene.fold.snapshot();
    assertThat(scene.completed("service", 1, "2026-02-04T12:00", 400.0))
        .isEqualTo(Verdict.WITHOUT_EFFECT);
    assertThat(scene.completed("service", 2, "2026-02-04T12:00", 400.0))
        .isEqualTo(Verdict.WITHOUT_EFFECT);
    assertThat(scene.completed("nothing", 1, "2026-02-04T12:00", 400.0))
        .isEqualTo(Verdict.WITHOUT_EFFECT);
    assertThat(scene.fold.snapshot()).isEqualTo(before);
    assertThat(scene.closed).hasSize(1);
  }

  @Test
  void cancelledIsNotCompleted() {
    for (PlanSet plans : new PlanSet[] {plan(EVERY_250), plan(EVERY_250, "schedule: fixed")}) {
      Scene scene = new Scene(Scene.asset(), plans);
      scene.hours("2026-01-01T08:00", 0);
      scene.hours("2026-02-01T08:00", 260);
      scene.cancelled("service", 1, "2026-02-03T12:00");
      assertThat(scene.orders).as("the due point is skipped").hasSize(1);
      scene.hours("2026-03-01T08:00", 499);
      assertThat(scene.orders).hasSize(1);
      scene.hours("2026-03-02T08:00", 500);
      assertDue(scene, 2, 500);
    }
  }

  @Test
  void withoutCatchUpMissedDuePointsAreMerged() {
    Scene scene = scene(EVERY_250, "schedule: fixed");
    scene.hours("2026-01-01T08:00", 0);
    scene.hours("2026-02-01T08:00", 260);
    scene.hours("2026-04-01T08:00", 760);
    scene.completed("service", 1, "2026-04-01T12:00", 761.0);
    assertThat(scene.orders).hasSize(1);
    assertThat(scene.suppressed)
        .containsExactly(
            new Suppression(
                new EpisodeKey("EX-1", "service", 1),
                Suppression.Reason.MERGED,
                at("2026-04-01T12:00"),
                "2 further due point(s) of service passed before this order was closed; they are"
                    + " covered by it (catch_up: true would raise them)."));
    scene.hours("2026-05-01T08:00", 1000);
    assertDue(scene, 2, 1000);
  }

  @Test
  void withCatchUpEachDuePointHasItsOrder() {
    Scene scene = scene(EVERY_250, "schedule: fixed", "catch_up: true");
    scene.hours("2026-01-01T08:00", 0);
    scene.hours("2026-04-01T08:00", 760);
    assertDue(scene, 1, 250);
    scene.completed("service", 1, "2026-04-02T12:00", 761.0);
    assertDue(scene, 2, 500);
    scene.cancelled("service", 2, "2026-04-03T12:00");
    assertDue(scene, 3, 750);
    scene.completed("service", 3, "2026-04-04T12:00", 761.0);
    assertThat(scene.orders).hasSize(3);
    assertThat(scene.suppressed).isEmpty();
  }

  @Test
  void aDuePointPassedAfterTheWorkIsNotCoveredByIt() {
    Scene scene = scene(EVERY_250, "schedule: fixed");
    scene.hours("2026-01-01T08:00", 0);
    scene.hours("2026-02-01T08:00", 260);
    scene.hours("2026-04-01T08:00", 510);
    scene.completed("service", 1, "2026-02-02T12:00", 262.0);
    assertDue(scene, 2, 500);
    assertThat(scene.newest().raisedAt())
        .as("raised for a reading that came after completion")
        .isEqualTo(at("2026-04-01T08:00"));
  }
}
