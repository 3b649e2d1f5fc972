package io.millwright.rules.fold;

import static io.millwright.rules.fold.Scene.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.rules.checkpoint.AssetStateJson;
import io.millwright.rules.episode.EpisodeClosed;
import io.millwright.rules.episode.Escalation;
import io.millwright.rules.episode.WorkOrder;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.ReadingFlags;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.state.AssetState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every log of conditions that delay, latch, escalate, reopen and are shelved. */
class AlarmPropertyTest {
  private static final String HOT = "above: {meter: coolant_temp, limit: 80, unit: degC";
  private static final PlanSet RULES =
      Scene.plans(
          "conditions:\n"
              + rule("latched", "CM", HOT + "}", "latched: true")
              + rule("delayed", "CM", HOT + "}", "on_delay: 5 h", "off_delay: 9 h")
              + rule(
                  "severe",
                  "CM",
                  HOT + ", action: 110, on_delay: 2 h}",
                  "at_action: {priority: 1, respond_within: 2 h}")
              + rule("reopened", "CM", HOT + "}", "reopen: {after: clear, not_within: 2 days}")
              + rule("soon", "CM", HOT + "}", "latched: true", "reopen: {not_within: 1 day}")
              + rule("door", "EM", "fault: {code: E-204}", "on_delay: 3 h", "latched: true"));
  private static final List<String> IDS =
      List.of("latched", "delayed", "severe", "reopened", "soon", "door");
  private static final long HOUR = 3_600_000;

  static LongStream seeds() {
    return LongStream.range(0, 30);
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** A life in which feedback fits, as its fold went. */
  private static List<Event> log(long seed) {
    RandomGenerator random = random(seed);
    Scene scene = new Scene(Scene.asset(), RULES);
    List<Event> log = new ArrayList<>();
    long now = Scene.at("2026-01-01");
    double coolant = 70;
    for (int i = 0; i < 1500; i++) {
      now += 1 + random.nextLong(4 * HOUR);
      String rule = IDS.get(random.nextInt(IDS.size()));
      coolant = Math.min(130, Math.max(40, coolant + random.nextInt(-20, 21)));
      int flags = random.nextInt(6) == 0 ? ReadingFlags.HISTORICAL : ReadingFlags.GOOD;
      Event event =
          switch (random.nextInt(16)) {
            case 0 -> new Event.Fault("E-204", now, random.nextBoolean());
            case 1, 2, 3 -> new Event.Tick(now);
            case 4, 5, 6 ->
                new Event.OrderClosed(
                    rule,
                    Math.max(1, scene.fold.openCycle(rule)),
                    now - random.nextLong(10 * HOUR),
                    random.nextInt(3) > 0,
                    null);
            case 7 -> {
              Long until = random.nextInt(3) == 0 ? null : now + random.nextLong(60 * HOUR) - HOUR;
              boolean oneShot = until == null || random.nextInt(4) == 0;
              yield new Event.ConditionShelved(rule, now, until, oneShot, "A. Person", null);
            }
            case 8 -> new Event.ConditionUnshelved(rule, now, "A. Person");
            default -> new Event.Reading("coolant_temp", now, coolant, flags);
          };
      scene.step(event);
      log.add(event);
    }
    return log;
  }

  private static Scene folded(List<Event> log) {
    Scene scene = new Scene(Scene.asset(), RULES);
    log.forEach(scene::step);
    return scene;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aRestartAnywhereChangesNothing(long seed) {
    List<Event> log = log(seed);
    Scene through = folded(log);
    RandomGenerator random = random(~seed);

    List<Object> all = new ArrayList<>();
    Scene scene = new Scene(Scene.asset(), RULES);
    for (Event event : log) {
      scene.step(event);
      if (random.nextInt(10) == 0) {
        all.addAll(scene.all);
        AssetState state = scene.fold.snapshot();
        AssetState read = AssetStateJson.fromJson(AssetStateJson.toJson(state));
        assertThat(read).isEqualTo(state);
        scene = new Scene(Scene.asset(), RULES);
        scene.fold.restore(read);
        assertThat(scene.fold.snapshot()).isEqualTo(state);
      }
    }
    all.addAll(scene.all);

    assertThat(all).isEqualTo(through.all);
    assertThat(scene.fold.snapshot()).isEqualTo(through.fold.snapshot());
    assertThat(scene.fold.nextTick()).isEqualTo(through.fold.nextTick());
    assertThat(through.orders.size()).as("the log is worth testing with").isGreaterThan(20);
    assertThat(through.escalated).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void redeliveriesChangeNothing(long seed) {
    List<Event> log = log(seed);
    Scene once = folded(log);
    RandomGenerator random = random(~seed);

    List<Event> believed = new ArrayList<>();
    Scene scene = new Scene(Scene.asset(), RULES);
    for (Event event : log) {
      if (scene.step(event) == Verdict.ACCEPTED && !(event instanceof Event.Tick)) {
        believed.add(event);
      }
      for (int i = random.nextInt(3); i > 0 && !believed.isEmpty(); i--) {
        int newest = believed.size() - 1;
        scene.step(believed.get(random.nextBoolean() ? newest : random.nextInt(newest + 1)));
      }
    }

    assertThat(scene.all).isEqualTo(once.all);
    assertThat(scene.fold.snapshot()).isEqualTo(once.fold.snapshot());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anOrderIsRaisedOnceAndEscalatedOnceWhileItIsOpen(long seed) {
    Map<String, Integer> open = new HashMap<>();
    Map<String, Integer> priority = new HashMap<>();
    for (Object outcome : folded(log(seed)).all) {
      if (outcome instanceof WorkOrder order) {
        String rule = order.episode().rule();
        assertThat(open.put(rule, order.episode().cycle())).as(rule).isNull();
        priority.put(rule, order.rule().work().priority());
      } else if (outcome instanceof Escalation escalation) {
        String rule = escalation.episode().rule();
        assertThat(open.get(rule)).isEqualTo(escalation.episode().cycle());
        assertThat(priority.put(rule, escalation.priority())).isGreaterThan(escalation.priority());
      } else if (outcome instanceof EpisodeClosed closed) {
        assertThat(open.remove(closed.episode().rule())).isEqualTo(closed.episode().cycle());
      }
    }
  }

  /** Against a count of its own: no order and no escalation before a shelf's time is over. */
  @ParameterizedTest
  @MethodSource("seeds")
  void nothingComesFromBehindATimedShelf(long seed) {
    Scene scene = new Scene(Scene.asset(), RULES);
    Map<String, Long> until = new HashMap<>();
    for (Event event : log(seed)) {
      int before = scene.all.size();
      scene.step(event);
      if (event instanceof Event.ConditionShelved shelved) {
        Long end = shelved.until();
        if (end == null || shelved.oneShot()) {
          until.remove(shelved.rule());
        } else if (end > shelved.time()) {
          until.put(shelved.rule(), end);
        }
      } else if (event instanceof Event.ConditionUnshelved unshelved) {
        until.remove(unshelved.rule());
      }
      for (Object outcome : scene.all.subList(before, scene.all.size())) {
        String rule =
            outcome instanceof WorkOrder order
                ? order.episode().rule()
                : outcome instanceof Escalation escalation ? escalation.episode().rule() : "";
        assertThat(until.getOrDefault(rule, 0L)).as(rule).isLessThanOrEqualTo(event.time());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aTickIsNeverAskedForTwice(long seed) {
    Scene scene = new Scene(Scene.asset(), RULES);
    for (Event event : log(seed)) {
      long wanted = scene.fold.nextTick();
      Verdict verdict = scene.step(event);
      if (event instanceof Event.Tick tick) {
        assertThat(verdict == Verdict.ACCEPTED).isEqualTo(wanted <= tick.time());
        assertThat(scene.fold.nextTick()).isGreaterThan(tick.time());
      }
    }
  }
}
