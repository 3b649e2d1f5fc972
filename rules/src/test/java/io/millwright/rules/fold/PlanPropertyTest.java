package io.millwright.rules.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.rules.checkpoint.AssetStateJson;
import io.millwright.rules.episode.Suppression;
import io.millwright.rules.episode.WorkOrder;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.plan.MaintenancePlan;
import io.millwright.rules.state.AssetState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every log of a machine under every kind of trigger. A failure names its seed. */
class PlanPropertyTest {
  private static final int EVENTS = 1500;

  static LongStream seeds() {
    return LongStream.range(0, 12);
  }

  private static Scene folded(List<Event> log) {
    Scene scene = new Scene(Scene.asset(), PlanLife.RULES);
    log.forEach(scene::step);
    return scene;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theLogIsWorthTestingWith(long seed) {
    Scene scene = folded(PlanLife.log(seed, EVENTS));

    Set<String> rules = new HashSet<>();
    scene.orders.forEach(order -> rules.add(order.rule().id()));
    assertThat(rules).hasSize(PlanLife.RULES.rules().size());
    assertThat(scene.suppressed)
        .extracting(Suppression::reason)
        .contains(Suppression.Reason.HISTORICAL, Suppression.Reason.OUT_OF_SEASON);
  }

  /** A fold that was just restored looks at every reading: so the quiet band hides nothing. */
  @ParameterizedTest
  @MethodSource("seeds")
  void aRestartAfterEveryEventChangesNothing(long seed) {
    List<Event> log = PlanLife.log(seed, EVENTS);
    Scene through = folded(log);

    Scene beside = new Scene(Scene.asset(), PlanLife.RULES);
    List<Object> all = new ArrayList<>();
    AssetState state = AssetState.EMPTY;
    for (Event event : log) {
      Scene scene = new Scene(Scene.asset(), PlanLife.RULES);
      scene.fold.restore(state);
      scene.step(event);
      all.addAll(scene.all);
      int known = beside.all.size();
      beside.step(event);
      assertThat(scene.all)
          .as("after %s", event)
          .isEqualTo(beside.all.subList(known, beside.all.size()));
      state = AssetStateJson.fromJson(AssetStateJson.toJson(scene.fold.snapshot()));
      assertThat(state).isEqualTo(scene.fold.snapshot());
    }

    assertThat(all).isEqualTo(through.all);
    assertThat(state).isEqualTo(through.fold.snapshot());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void redeliveriesChangeNothing(long seed) {
    List<Event> log = PlanLife.log(seed, EVENTS);
    Scene once = folded(log);
    PlanLife life = new PlanLife(~seed);

    List<Event> believed = new ArrayList<>();
    Scene scene = new Scene(Scene.asset(), PlanLife.RULES);
    for (Event event : log) {
      if (scene.step(event) == Verdict.ACCEPTED && !(event instanceof Event.Tick)) {
        believed.add(event);
      }
      for (int i = life.random().nextInt(3); i > 0 && !believed.isEmpty(); i--) {
        scene.step(believed.get(life.random().nextInt(believed.size())));
      }
    }

    assertThat(scene.all).isEqualTo(once.all);
    assertThat(scene.fold.snapshot()).isEqualTo(once.fold.snapshot());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aTickHasAnEffectWhenItWasAskedForAndOnce(long seed) {
    Scene scene = new Scene(Scene.asset(), PlanLife.RULES);
    for (Event event : PlanLife.log(seed, EVENTS)) {
      long wanted = scene.fold.nextTick();
      AssetState before = scene.fold.snapshot();
      Verdict verdict = scene.step(event);
      if (event instanceof Event.Tick tick) {
        assertThat(verdict == Verdict.ACCEPTED).isEqualTo(wanted <= tick.time());
        assertThat(scene.fold.nextTick()).isGreaterThan(tick.time());
        assertThat(scene.fold.snapshot().equals(before)).isEqualTo(verdict != Verdict.ACCEPTED);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nothingIsRaisedOutsideOfTheWindow(long seed) {
    for (WorkOrder order : folded(PlanLife.log(seed, EVENTS)).orders) {
      MaintenancePlan plan = (MaintenancePlan) order.rule();
      assertThat(plan.window().opensAt(order.raisedAt(), Scene.OSLO)).isEqualTo(order.raisedAt());
    }
  }
}
