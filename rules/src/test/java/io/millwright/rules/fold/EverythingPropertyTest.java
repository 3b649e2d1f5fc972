package io.millwright.rules.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.rules.checkpoint.AssetStateJson;
import io.millwright.rules.episode.EpisodeClosed;
import io.millwright.rules.episode.Escalation;
import io.millwright.rules.episode.WorkOrder;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.state.AssetState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for every log under every plan file, all features at once. A failure names its seed.
 */
class EverythingPropertyTest {
  private static final int EVENTS = 600;

  static LongStream seeds() {
    return LongStream.range(0, Long.getLong("seeds", 40));
  }

  private static Scene scene(WholeLife life) {
    return new Scene(WholeLife.ASSET, life.plans);
  }

  private static Scene folded(WholeLife life) {
    Scene scene = scene(life);
    life.log.forEach(scene::step);
    return scene;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aRestartAnywhereChangesNothing(long seed) {
    WholeLife life = new WholeLife(seed, EVENTS);
    Scene through = scene(life);
    Scene scene = scene(life);
    for (Event event : life.log) {
      int known = through.all.size();
      int seen = scene.all.size();
      Verdict verdict = through.step(event);
      assertThat(scene.step(event)).isEqualTo(verdict);
      assertThat(scene.all.subList(seen, scene.all.size()))
          .as("of %s", event)
          .isEqualTo(through.all.subList(known, through.all.size()));
      assertThat(scene.fold.nextTick()).isEqualTo(through.fold.nextTick());
      if (life.random.nextInt(4) == 0) {
        AssetState state = scene.fold.snapshot();
        assertThat(state).as("after %s", event).isEqualTo(through.fold.snapshot());
        AssetState read = AssetStateJson.fromJson(AssetStateJson.toJson(state));
        assertThat(read).isEqualTo(state);
        scene = scene(life);
        scene.fold.restore(read);
        assertThat(scene.fold.snapshot()).isEqualTo(state);
      }
    }
  }

  /** A fold that was just restored looks at every reading: so the quiet band hides nothing. */
  @ParameterizedTest
  @MethodSource("seeds")
  void theQuietBandHidesNothing(long seed) {
    WholeLife life = new WholeLife(seed, EVENTS);
    Scene quiet = scene(life);
    Scene awake = scene(life);
    AssetFold fold = awake.fold;
    for (Event event : life.log) {
      if (event instanceof Event.Reading) {
        fold = new AssetFold(WholeLife.ASSET, life.plans).restore(fold.snapshot());
      }
      int known = quiet.all.size();
      int seen = awake.all.size();
      quiet.step(event);
      fold.step(event, awake);
      assertThat(quiet.all.subList(known, quiet.all.size()))
          .as("of %s", event)
          .isEqualTo(awake.all.subList(seen, awake.all.size()));
      assertThat(quiet.fold.snapshot()).as("after %s", event).isEqualTo(fold.snapshot());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void redeliveriesChangeNothing(long seed) {
    WholeLife life = new WholeLife(seed, EVENTS);
    Scene scene = scene(life);
    List<Event> accepted = new ArrayList<>();
    for (Event event : life.log) {
      if (scene.step(event) == Verdict.ACCEPTED && !(event instanceof Event.Tick)) {
        accepted.add(event);
      }
      for (int i = life.random.nextInt(3); i > 0 && !accepted.isEmpty(); i--) {
        Event again = accepted.get(life.random.nextInt(accepted.size()));
        AssetState before = scene.fold.snapshot();
        int known = scene.all.size();
        scene.step(again);
        assertThat(scene.all).as("again %s, after %s", again, event).hasSize(known);
        assertThat(scene.fold.snapshot()).as("again %s, after %s", again, event).isEqualTo(before);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aRuleHasOneOpenEpisodeAndAnOrderOneId(long seed) {
    Map<String, Integer> open = new HashMap<>();
    Set<UUID> ids = new HashSet<>();
    for (Object outcome : folded(new WholeLife(seed, EVENTS)).all) {
      if (outcome instanceof WorkOrder order) {
        String rule = order.episode().rule();
        assertThat(open.put(rule, order.episode().cycle())).as(rule).isNull();
        assertThat(ids.add(order.episode().orderId())).as(rule).isTrue();
        assertThat(order.evidence().why()).doesNotContain("NaN", "null");
      } else if (outcome instanceof Escalation escalation) {
        assertThat(open.get(escalation.episode().rule())).isEqualTo(escalation.episode().cycle());
      } else if (outcome instanceof EpisodeClosed closed) {
        assertThat(open.remove(closed.episode().rule())).isEqualTo(closed.episode().cycle());
      }
    }
  }

  /** So the service can never spin; what is on trial may be due again at once, by its lead. */
  @ParameterizedTest
  @MethodSource("seeds")
  void aTickHasAnEffectWhenItWasAskedForAndFewAreEnough(long seed) {
    WholeLife life = new WholeLife(seed, EVENTS);
    Scene scene = scene(life);
    for (Event event : life.log) {
      long wanted = scene.fold.nextTick();
      AssetState before = scene.fold.snapshot();
      Verdict verdict = scene.step(event);
      if (event instanceof Event.Tick tick) {
        assertThat(verdict == Verdict.ACCEPTED).isEqualTo(wanted <= tick.time());
        assertThat(scene.fold.snapshot().equals(before)).isEqualTo(verdict != Verdict.ACCEPTED);
        for (int i = 0; i < 2 && scene.fold.nextTick() <= tick.time(); i++) {
          assertThat(scene.step(event)).isEqualTo(Verdict.ACCEPTED);
        }
        assertThat(scene.fold.nextTick()).as("after %s", event).isGreaterThan(tick.time());
      }
    }
  }
}
