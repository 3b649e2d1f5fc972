package io.millwright.rules.fold;

import static io.millwright.rules.fold.Scene.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.rules.checkpoint.AssetStateJson;
import io.millwright.rules.episode.EpisodeClosed;
import io.millwright.rules.episode.Escalation;
import io.millwright.rules.episode.Suppression;
import io.millwright.rules.episode.WorkOrder;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.ReadingFlags;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.state.AssetState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every log of plans that share orders, run late, are put off and left out. */
class OrderLifePropertyTest {
  private static final PlanSet RULES =
      Scene.plans(
          "plans:\n"
              + service("small", 50, ", lead: 5")
              + service("middle", 100, "")
              + service("large", 200, "")
              + rule(
                  "track",
                  "PM",
                  "usage: {meter: distance, every: 60, unit: km, tolerance: 4}",
                  "group: {name: visit, within: 3 days}",
                  "overdue: {priority: 2}")
              + rule(
                  "inspection",
                  "PM",
                  "calendar: {every: 1 month, tolerance: 2 days}",
                  "group: {name: visit, within: 10 days}",
                  "overdue: {priority: 1, after: 1 day}")
              + rule(
                  "both",
                  "PM",
                  "usage: [{meter: engine_hours, every: 80, unit: h, tolerance: 5},"
                      + " {meter: distance, every: 70, unit: km}]",
                  "calendar: {every: 2 weeks}",
                  "whichever: all",
                  "schedule: fixed",
                  "overdue: {priority: 1, after: 12 h}"));
  private static final List<String> IDS =
      List.of("small", "middle", "large", "track", "inspection", "both");
  private static final long HOUR = 3_600_000;

  private static String service(String id, int every, String lead) {
    return rule(
        id,
        "PM",
        "family: main",
        "usage: {meter: engine_hours, every: " + every + ", unit: h, tolerance: 5" + lead + "}",
        "overdue: {priority: 1}");
  }

  static LongStream seeds() {
    return LongStream.range(0, 30);
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  private static Scene scene() {
    return new Scene(Scene.asset(), RULES);
  }

  private static Scene folded(List<Event> log) {
    Scene scene = scene();
    log.forEach(scene::step);
    return scene;
  }

  /** A life in which feedback fits, as its fold went. */
  private static List<Event> log(long seed) {
    RandomGenerator random = random(seed);
    Scene scene = scene();
    List<Event> log = new ArrayList<>();
    long now = Scene.at("2026-01-01");
    double hours = random.nextInt(300);
    double distance = 0;
    for (int i = 0; i < 800; i++) {
      now += random.nextLong(6 * HOUR);
      int flags = random.nextInt(8) == 0 ? ReadingFlags.HISTORICAL : ReadingFlags.GOOD;
      String id = IDS.get(random.nextInt(IDS.size()));
      int open = scene.fold.openCycle(id);
      long said = now - random.nextLong(12 * HOUR);
      Event event =
          switch (random.nextInt(12)) {
            case 0, 1, 2, 3, 4 -> {
              hours += random.nextInt(8) / 2.0;
              yield new Event.Reading("engine_hours", now, hours, flags);
            }
            case 5, 6, 7 -> {
              distance += random.nextInt(6);
              yield new Event.Reading("distance", now, distance, flags);
            }
            case 8 -> new Event.Tick(now);
            case 9 ->
                new Event.OrderDeferred(
                    id,
                    open,
                    said,
                    "Kim",
                    "parts",
                    random.nextBoolean() ? null : said + random.nextLong(100 * HOUR),
                    random.nextBoolean() ? null : hours + random.nextInt(20));
            case 10 ->
                random.nextInt(12) == 0
                    ? new Event.OccurrenceSkipped(
                        id, said, "Kim", "laid up", random.nextBoolean() ? null : "skip-" + i)
                    : new Event.Tick(now);
            default ->
                new Event.OrderClosed(
                    id,
                    open,
                    said,
                    random.nextInt(4) > 0,
                    random.nextBoolean() ? null : Math.max(0, hours - 1));
          };
      scene.step(event);
      log.add(event);
    }
    return log;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aRestartAnywhereChangesNothing(long seed) {
    List<Event> log = log(seed);
    Scene through = folded(log);
    RandomGenerator random = random(~seed);

    List<Object> all = new ArrayList<>();
    Scene scene = scene();
    for (Event event : log) {
      scene.step(event);
      if (random.nextInt(4) == 0) {
        all.addAll(scene.all);
        AssetState state = scene.fold.snapshot();
        AssetState read = AssetStateJson.fromJson(AssetStateJson.toJson(state));
        assertThat(read).isEqualTo(state);
        scene = scene();
        scene.fold.restore(read);
        assertThat(scene.fold.snapshot()).isEqualTo(state);
      }
    }
    all.addAll(scene.all);

    assertThat(all).isEqualTo(through.all);
    assertThat(scene.fold.snapshot()).isEqualTo(through.fold.snapshot());
    assertThat(scene.fold.nextTick()).isEqualTo(through.fold.nextTick());
    assertThat(through.escalated).as("the log is worth testing with").isNotEmpty();
    assertThat(through.suppressed)
        .extracting(Suppression::reason)
        .containsAnyOf(Suppression.Reason.ABSORBED, Suppression.Reason.JOINED);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void redeliveriesChangeNothing(long seed) {
    List<Event> log = log(seed);
    Scene once = folded(log);
    RandomGenerator random = random(~seed);

    List<Event> believed = new ArrayList<>();
    Scene scene = scene();
    for (Event event : log) {
      if (scene.step(event) == Verdict.ACCEPTED && !(event instanceof Event.Tick)) {
        believed.add(event);
      }
      for (int i = random.nextInt(3); i > 0 && !believed.isEmpty(); i--) {
        scene.step(believed.get(random.nextInt(believed.size())));
      }
    }

    assertThat(scene.all).isEqualTo(once.all);
    assertThat(scene.fold.snapshot()).isEqualTo(once.fold.snapshot());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anOccurrenceHasOneOrderOrIsInOne(long seed) {
    Set<String> open = new HashSet<>();
    Set<String> occurrences = new HashSet<>();
    for (Object outcome : folded(log(seed)).all) {
      if (outcome instanceof WorkOrder order) {
        assertThat(open.add(order.episode().rule())).isTrue();
        assertThat(occurrences.add(order.episode().text())).isTrue();
      } else if (outcome instanceof EpisodeClosed closed) {
        assertThat(open.remove(closed.episode().rule())).isTrue();
      } else if (outcome instanceof Escalation escalation) {
        assertThat(open).contains(escalation.episode().rule());
      } else if (outcome instanceof Suppression suppression
          && suppression.reason() != Suppression.Reason.MERGED
          && suppression.reason() != Suppression.Reason.HISTORICAL) {
        assertThat(open).doesNotContain(suppression.episode().rule());
        assertThat(occurrences.add(suppression.episode().text())).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aTickIsNeverAskedForTwice(long seed) {
    Scene scene = scene();
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
