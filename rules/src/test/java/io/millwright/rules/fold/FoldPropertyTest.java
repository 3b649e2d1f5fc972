package io.millwright.rules.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.rules.checkpoint.AssetStateJson;
import io.millwright.rules.episode.EpisodeClosed;
import io.millwright.rules.episode.EpisodeKey;
import io.millwright.rules.episode.WorkOrder;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.ReadingFlags;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.state.AssetState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every log. A failure names its seed. */
class FoldPropertyTest {
  private static final int EVENTS = 1000;

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  private static Scene folded(List<Event> log) {
    Scene scene = new Scene(Scene.asset(), RandomLife.RULES);
    log.forEach(scene::step);
    return scene;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theSameLogGivesTheSameOrders(long seed) {
    List<Event> log = RandomLife.log(seed, EVENTS);
    Scene one = folded(log);
    Scene other = folded(log);

    assertThat(other.all).isEqualTo(one.all);
    assertThat(other.fold.snapshot()).isEqualTo(one.fold.snapshot());
    assertThat(one.orders.size()).as("the log is worth testing with").isGreaterThan(20);
    Set<UUID> ids = new HashSet<>();
    assertThat(one.orders).allMatch(order -> ids.add(order.episode().orderId()));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aRestartAnywhereChangesNothing(long seed) {
    List<Event> log = RandomLife.log(seed, EVENTS);
    Scene through = folded(log);
    RandomGenerator random = new RandomLife(~seed).random();

    List<Object> all = new ArrayList<>();
    Scene scene = new Scene(Scene.asset(), RandomLife.RULES);
    for (Event event : log) {
      scene.step(event);
      if (random.nextInt(20) == 0) {
        all.addAll(scene.all);
        AssetState state = scene.fold.snapshot();
        AssetState read = AssetStateJson.fromJson(AssetStateJson.toJson(state));
        assertThat(read).isEqualTo(state);
        scene = new Scene(Scene.asset(), RandomLife.RULES);
        scene.fold.restore(read);
        assertThat(scene.fold.snapshot()).isEqualTo(state);
      }
    }
    all.addAll(scene.all);

    assertThat(all).isEqualTo(through.all);
    assertThat(scene.fold.snapshot()).isEqualTo(through.fold.snapshot());
    assertThat(scene.fold.nextTick()).isEqualTo(through.fold.nextTick());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void redeliveriesChangeNothing(long seed) {
    List<Event> log = RandomLife.log(seed, EVENTS);
    Scene once = folded(log);
    RandomGenerator random = new RandomLife(~seed).random();

    List<Event> believed = new ArrayList<>();
    Scene scene = new Scene(Scene.asset(), RandomLife.RULES);
    for (Event event : log) {
      // Feedback on what is not open yet is refused by the desk; a tick has no sender.
      if (scene.step(event) == Verdict.ACCEPTED && !(event instanceof Event.Tick)) {
        believed.add(event);
      }
      for (int i = random.nextInt(3); i > 0 && !believed.isEmpty(); i--) {
        int newest = believed.size() - 1;
        int which = random.nextBoolean() ? newest : random.nextInt(believed.size());
        scene.step(believed.get(which));
      }
    }

    assertThat(scene.all).isEqualTo(once.all);
    assertThat(scene.fold.snapshot()).isEqualTo(once.fold.snapshot());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void lateReadingsChangeNothing(long seed) {
    List<Event> log = RandomLife.log(seed, EVENTS);
    Scene without = folded(log);
    RandomGenerator random = new RandomLife(~seed).random();

    Scene scene = new Scene(Scene.asset(), RandomLife.RULES);
    Map<String, Long> newest = new HashMap<>();
    for (Event event : log) {
      if (scene.step(event) == Verdict.ACCEPTED && event instanceof Event.Reading reading) {
        newest.put(reading.meter(), reading.time());
      }
      newest.forEach(
          (meter, time) -> {
            long late = time - 1 - random.nextLong(1_000_000_000);
            int flags = random.nextBoolean() ? ReadingFlags.GOOD : ReadingFlags.HISTORICAL;
            double value = random.nextDouble(100_000);
            assertThat(scene.step(new Event.Reading(meter, late, value, flags)))
                .isEqualTo(Verdict.LATE);
          });
    }

    assertThat(scene.all).isEqualTo(without.all);
    assertThat(scene.fold.snapshot()).isEqualTo(without.fold.snapshot());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aRuleNeverHasTwoOpenEpisodes(long seed) {
    Map<String, EpisodeKey> open = new HashMap<>();
    Map<String, Integer> cycles = new HashMap<>();
    for (Object outcome : folded(RandomLife.log(seed, EVENTS)).all) {
      if (outcome instanceof WorkOrder order) {
        EpisodeKey key = order.episode();
        assertThat(open.put(key.rule(), key)).as("open with %s", key).isNull();
        assertThat(cycles.merge(key.rule(), 1, Integer::sum)).isEqualTo(key.cycle());
      } else if (outcome instanceof EpisodeClosed closed) {
        assertThat(open.remove(closed.episode().rule())).isEqualTo(closed.episode());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aTickIsNeverAskedForTwice(long seed) {
    Scene scene = new Scene(Scene.asset(), RandomLife.RULES);
    for (Event event : RandomLife.log(seed, EVENTS)) {
      long wanted = scene.fold.nextTick();
      Verdict verdict = scene.step(event);
      if (event instanceof Event.Tick tick) {
        assertThat(verdict == Verdict.ACCEPTED).isEqualTo(wanted <= tick.time());
        assertThat(scene.fold.nextTick()).isGreaterThan(tick.time());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void bufferedReadingsNeverRaise(long seed) {
    Scene scene = new Scene(Scene.asset(), RandomLife.RULES);
    for (Event event : RandomLife.log(seed, EVENTS)) {
      int before = scene.orders.size();
      scene.step(event);
      if (event instanceof Event.Reading reading && ReadingFlags.isHistorical(reading.flags())) {
        assertThat(scene.orders).hasSize(before);
      }
    }
  }

  /** Life-to-date against a count of its own, over rollovers, replacements and redeliveries. */
  @ParameterizedTest
  @MethodSource("seeds")
  void lifeToDateIsWhatTheMachineRan(long seed) {
    RandomGenerator random = new RandomLife(seed).random();
    Scene scene = new Scene(Scene.asset(), PlanSet.EMPTY);
    List<Event> sent = new ArrayList<>();
    long time = Scene.at("2026-01-01");
    long quarters = random.nextLong(400_000);
    long offset = 0; // Shown = quarters - offset, modulo 400 000: a counter of five digits.
    scene.step(reading(time, quarters));
    for (int i = 0; i < 2000; i++) {
      time += 1 + random.nextLong(10_000_000);
      quarters += random.nextInt(4000);
      Event event;
      if (random.nextInt(50) == 0) {
        double old = shown(quarters - offset);
        // A final value past the wrap would be read as before it: fitters read the whole number.
        if (old < lastShown(sent, scene)) {
          event = reading(time, quarters - offset);
        } else {
          offset = quarters - random.nextInt(4000);
          event = new Event.MeterReplaced("engine_hours", time, old, shown(quarters - offset));
        }
      } else {
        event = reading(time, quarters - offset);
      }
      assertThat(scene.step(event)).isEqualTo(Verdict.ACCEPTED);
      sent.add(event);
      for (int again = random.nextInt(4); again > 0; again--) {
        scene.step(sent.get(random.nextInt(sent.size())));
      }
      assertThat(scene.fold.lifeToDate("engine_hours")).isEqualTo(quarters / 4.0);
    }
  }

  private static double lastShown(List<Event> sent, Scene scene) {
    return sent.isEmpty()
        ? Double.MAX_VALUE
        : scene.fold.snapshot().meters().getOrDefault("engine_hours", NONE).lastValue();
  }

  private static final AssetState.MeterState NONE =
      new AssetState.MeterState(0, 0, 0, List.of(), null, null, null);

  private static double shown(long quarters) {
    return Math.floorMod(quarters, 400_000L) / 4.0;
  }

  private static Event reading(long time, long quarters) {
    return new Event.Reading("engine_hours", time, shown(quarters), ReadingFlags.GOOD);
  }
}
