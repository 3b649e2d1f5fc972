package io.millwright.rules.fold;

import static io.millwright.rules.fold.Scene.at;
import static io.millwright.rules.fold.Scene.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.rules.checkpoint.AssetStateJson;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.state.AssetState;
import org.junit.jupiter.api.Test;

class FaultTest {
  private final Scene scene =
      new Scene(
          Scene.asset(),
          Scene.plans(
              "conditions:\n"
                  + rule("door", "CM", "fault: {code: E-204}")
                  + rule("stop", "EM", "fault: {code: E-204}")));

  private Verdict fault(String time, boolean active) {
    return scene.step(new Event.Fault("E-204", at("2026-01-01T" + time), active));
  }

  @Test
  void everyConditionOfTheCodeRaises() {
    assertThat(fault("10:00", true)).isEqualTo(Verdict.ACCEPTED);
    assertThat(scene.orders)
        .extracting(order -> order.episode().text())
        .containsExactly("EX-1/door/1", "EX-1/stop/1");
    assertThat(scene.newest().evidence().why())
        .isEqualTo("Fault E-204 came at 2026-01-01 10:00 CET.");
  }

  @Test
  void redeliveryAfterTheFaultHasGoneDoesNotRaiseAgain() {
    fault("10:00", true);
    fault("10:05", false);
    scene.completed("door", 1, "2026-01-01T10:02", null);
    scene.cancelled("stop", 1, "2026-01-01T10:02");
    AssetState before = scene.fold.snapshot();
    assertThat(fault("10:00", true)).isEqualTo(Verdict.LATE);
    assertThat(fault("10:05", false)).isEqualTo(Verdict.DUPLICATE);
    assertThat(fault("10:05", true)).isEqualTo(Verdict.DUPLICATE);
    assertThat(scene.orders).hasSize(2);
    assertThat(scene.fold.snapshot()).isEqualTo(before);
  }

  @Test
  void aFaultKnownToHaveGoneDoesNotRaiseWhenItsComingIsHeardLate() {
    fault("10:05", false);
    assertThat(fault("10:00", true)).isEqualTo(Verdict.LATE);
    assertThat(scene.orders).isEmpty();
  }

  @Test
  void aFaultThatIsRepeatedIsStillTheSame() {
    fault("10:00", true);
    fault("10:01", true);
    assertThat(fault("10:00:30", false))
        .as("heard late, since it is known to be active")
        .isEqualTo(Verdict.LATE);
    assertThat(scene.orders).hasSize(2);
    assertThat(scene.suppressed).isEmpty();
  }

  @Test
  void aPulseWithinOneMillisecondComesAndGoes() {
    fault("10:00", true);
    assertThat(fault("10:00", false)).isEqualTo(Verdict.ACCEPTED);
    fault("10:01", true);
    assertThat(scene.suppressed).as("it came again").hasSize(2);
  }

  @Test
  void comingAgainWhileOpenIsSuppressedAndRaisesAfterCompletion() {
    fault("10:00", true);
    fault("10:05", false);
    fault("10:10", true);
    assertThat(scene.orders).hasSize(2);
    assertThat(scene.suppressed).hasSize(2);
    fault("10:15", false);
    scene.completed("door", 1, "2026-01-01T11:00", null);
    fault("11:05", true);
    assertThat(scene.newest().episode().text()).isEqualTo("EX-1/door/2");
    assertThat(scene.orders).hasSize(3);
  }

  @Test
  void lateFeedbackDoesNotHideAFaultThatCameAfterTheRepair() {
    fault("10:00", true);
    fault("10:30", false);
    fault("12:00", true);
    scene.completed("door", 1, "2026-01-01T11:00", null);
    assertThat(scene.newest().episode().text()).isEqualTo("EX-1/door/2");
    assertThat(scene.newest().raisedAt()).isEqualTo(at("2026-01-01T12:00"));
  }

  @Test
  void cancelledOnlyAfterItHasGone() {
    fault("10:00", true);
    scene.cancelled("door", 1, "2026-01-01T10:01");
    fault("10:02", true);
    assertThat(scene.orders).hasSize(2);
    fault("10:03", false);
    fault("10:04", true);
    assertThat(scene.orders).hasSize(3);
  }

  private static Scene under(AssetState state, String... rules) {
    Scene scene = new Scene(Scene.asset(), Scene.plans("conditions:\n" + String.join("", rules)));
    scene.fold.restore(AssetStateJson.fromJson(AssetStateJson.toJson(state)));
    return scene;
  }

  @Test
  void aRuleThatComesLaterSeesAnActiveFault() {
    Scene before = new Scene(Scene.asset(), PlanSet.EMPTY);
    before.step(new Event.Fault("E-204", at("2026-01-01T10:00"), true));
    before.step(new Event.Fault("E-7", at("2026-01-01T10:00"), true));
    before.step(new Event.Fault("E-7", at("2026-01-01T10:05"), false));
    assertThat(before.fold.nextTick()).isEqualTo(Long.MAX_VALUE);

    Scene after =
        under(
            before.fold.snapshot(),
            rule("door", "CM", "fault: {code: E-204}"),
            rule("gone", "CM", "fault: {code: E-7}"));
    assertThat(after.fold.nextTick()).isEqualTo(Long.MIN_VALUE);
    assertThat(after.tick("2026-01-02T12:00")).isEqualTo(Verdict.ACCEPTED);
    assertThat(after.orders).extracting(o -> o.episode().text()).containsExactly("EX-1/door/1");
    assertThat(after.newest().raisedAt()).as("not in the past").isEqualTo(at("2026-01-02T12:00"));
    assertThat(after.newest().evidence().why()).contains("came at 2026-01-01 10:00 CET");
    assertThat(after.fold.nextTick()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aRuleBesideOneThatWasToldIsToldAlone() {
    fault("10:00", true);
    Scene after =
        under(
            scene.fold.snapshot(),
            rule("door", "CM", "fault: {code: E-204}"),
            rule("stop", "EM", "fault: {code: E-204}"),
            rule("third", "CM", "fault: {code: E-204}"));
    after.tick("2026-01-01T11:00");
    assertThat(after.all).hasSize(1);
    assertThat(after.newest().episode().text()).isEqualTo("EX-1/third/1");
  }

  @Test
  void aRepairedRuleIsNotToldAgainByARestart() {
    fault("10:00", true);
    scene.completed("door", 1, "2026-01-01T11:00", null);
    Scene after =
        under(
            scene.fold.snapshot(),
            rule("door", "CM", "fault: {code: E-204}"),
            rule("stop", "EM", "fault: {code: E-204}"));
    assertThat(after.fold.nextTick()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void ofCodesThatNobodyWatchesTheOnesThatMatterAreKept() {
    Scene before = new Scene(Scene.asset(), PlanSet.EMPTY);
    long start = at("2026-01-01");
    before.step(new Event.Fault("OLD-ACTIVE", start, true));
    for (int i = 0; i < 200; i++) {
      before.step(new Event.Fault("X-" + i, start + 1 + i, true));
      before.step(new Event.Fault("X-" + i, start + 1000 + i, false));
    }
    assertThat(before.fold.snapshot().faults()).hasSize(64).containsKeys("OLD-ACTIVE", "X-199");
  }
}
