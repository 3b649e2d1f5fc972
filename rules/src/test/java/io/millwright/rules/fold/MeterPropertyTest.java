package io.millwright.rules.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.rules.checkpoint.AssetStateJson;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.ReadingFlags;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.model.Asset;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.state.AssetState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of counters that are counted up from readings, for every order they arrive in. */
class MeterPropertyTest {
  private static final int EVENTS = 600;

  /** How far one reading may overtake another; the fold remembers 64 of each meter. */
  private static final int OVERTAKEN = 30;

  private static final Asset PUMP =
      Scene.asset(
          new Meter("volume", MeterKind.COUNTER, "m3", Meter.Reports.DELTA, null),
          Meter.of("state", MeterKind.STATE, "1"),
          new Meter("hours", MeterKind.COUNTER, "h", 1000.0));

  private static final PlanSet RULES =
      Scene.plans(
          """
          meters:
            - {name: run, for: {class: excavator}, unit: h, hours_in: {meter: state, states: [1, 3], hold_at_most: 2 h}}
            - {name: starts, for: {class: excavator}, unit: starts, entries_into: {meter: state, states: [1, 3], start: 7}}
            - {name: wear, for: {class: excavator}, unit: h, sum: [{meter: run}, {meter: starts, times: 20}, {meter: hours}]}
            - {name: hours, for: {class: excavator}, believe: {unit: min, from: 0, to: 59999, rise_at_most: {by: 90, per: 1 h}}}
          plans:
          """
              + Scene.rule("by-volume", "PM", "usage: {meter: volume, every: 40, unit: m3}")
              + Scene.rule("by-run", "PM", "usage: {meter: run, every: 600, unit: min}")
              + Scene.rule("by-wear", "PM", "usage: {meter: wear, every: 500, unit: h, lead: 3}")
              + "conditions:\n"
              + Scene.rule("worn", "CM", "above: {meter: wear, limit: 2000, unit: h}"));

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  private static final class Life {
    final RandomGenerator random;
    final List<Event> readings = new ArrayList<>();
    private long time = Scene.at("2026-01-01");
    private double hours = 100;

    Life(long seed) {
      random = new RandomLife(seed).random();
      for (int i = 0; i < EVENTS; i++) {
        time += 60_000 + random.nextLong(3 * 3_600_000L);
        switch (random.nextInt(3)) {
          case 0 -> add("volume", random.nextInt(50) / 10.0);
          case 1 -> add("state", random.nextInt(4));
          default -> {
            hours = (hours + random.nextInt(40) / 10.0) % 1000;
            add("hours", hours);
          }
        }
      }
    }

    private void add(String meter, double value) {
      readings.add(new Event.Reading(meter, time, value, ReadingFlags.GOOD));
    }

    /** The first of each meter stay in front: counting begins with them. */
    List<Event> inSomeOrder() {
      List<Event> order = new ArrayList<>(readings);
      for (int i = 30; i < order.size(); i++) {
        int other = Math.max(20, i - random.nextInt(OVERTAKEN));
        order.add(other, order.remove(i));
      }
      return order;
    }

    /** With corrections of what was added lately. */
    List<Event> corrected() {
      List<Event> log = new ArrayList<>();
      for (Event event : readings) {
        log.add(event);
        if (event instanceof Event.Reading reading && random.nextInt(5) == 0) {
          double value = Math.max(0, reading.value() - random.nextInt(3) / 10.0);
          log.add(
              new Event.MeterCorrected(reading.meter(), reading.time(), reading.value(), value));
        }
      }
      return log;
    }
  }

  private static Scene folded(List<Event> log) {
    Scene scene = new Scene(PUMP, RULES);
    log.forEach(scene::step);
    return scene;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theTotalsAreThoseOfAReckoningByHand(long seed) {
    List<Event> readings = new Life(seed).readings;
    Scene scene = folded(readings);

    TreeMap<Long, Double> states = new TreeMap<>();
    long volume = 0;
    for (Event event : readings) {
      Event.Reading reading = (Event.Reading) event;
      if (reading.meter().equals("state")) {
        states.put(reading.time(), reading.value());
      } else if (reading.meter().equals("volume")) {
        volume += Math.round(reading.value() * 10);
      }
    }
    long millis = 0;
    int starts = 0;
    long before = Long.MIN_VALUE / 2;
    boolean was = true;
    for (Map.Entry<Long, Double> state : states.entrySet()) {
      boolean is = state.getValue() % 2 == 1;
      boolean first = before < 0;
      millis += was && !first ? Math.min(7_200_000, state.getKey() - before) : 0;
      starts += !was && is ? 1 : 0;
      was = is;
      before = state.getKey();
    }
    assertThat(scene.fold.lifeToDate("volume")).isEqualTo(volume / 10.0);
    assertThat(scene.fold.lifeToDate("run")).isEqualTo(millis / 3_600_000.0);
    assertThat(scene.fold.lifeToDate("starts")).isEqualTo(7.0 + starts);
    assertThat(scene.orders).as("the life is worth testing with").hasSizeGreaterThan(2);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theOrderOfLateReadingsDoesNotChangeLifeToDate(long seed) {
    Life life = new Life(seed);
    Scene inOrder = folded(life.readings);
    Scene late = folded(life.inSomeOrder());

    for (String meter : List.of("volume", "run", "starts")) {
      assertThat(late.fold.lifeToDate(meter)).as(meter).isEqualTo(inOrder.fold.lifeToDate(meter));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void redeliveriesChangeNothing(long seed) {
    Life life = new Life(seed);
    List<Event> log = life.corrected();
    Scene once = folded(log);
    Scene scene = new Scene(PUMP, RULES);
    List<Event> believed = new ArrayList<>();
    for (Event event : log) {
      // A reading that was refused may well be believed once what contradicts it was corrected.
      if (scene.step(event) == Verdict.ACCEPTED && event instanceof Event.Reading) {
        believed.add(event);
      }
      for (int j = life.random.nextInt(3); j > 0 && !believed.isEmpty(); j--) {
        int which = believed.size() - 1 - life.random.nextInt(Math.min(believed.size(), 20));
        assertThat(scene.step(believed.get(which)))
            .as("%s after %s", believed.get(which), believed.get(believed.size() - 1))
            .isNotEqualTo(Verdict.ACCEPTED);
      }
      if (event instanceof Event.MeterCorrected) {
        assertThat(scene.step(event)).isNotEqualTo(Verdict.ACCEPTED);
      }
    }
    assertThat(scene.all).isEqualTo(once.all);
    assertThat(scene.fold.snapshot()).isEqualTo(once.fold.snapshot());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aRestartAnywhereChangesNothing(long seed) {
    Life life = new Life(seed);
    List<Event> log = new ArrayList<>(life.inSomeOrder());
    log.addAll(life.corrected());
    Scene through = folded(log);

    List<Object> all = new ArrayList<>();
    Scene scene = new Scene(PUMP, RULES);
    for (Event event : log) {
      scene.step(event);
      if (life.random.nextInt(10) == 0) {
        all.addAll(scene.all);
        AssetState state = scene.fold.snapshot();
        scene = new Scene(PUMP, RULES);
        scene.fold.restore(AssetStateJson.fromJson(AssetStateJson.toJson(state)));
        assertThat(scene.fold.snapshot()).isEqualTo(state);
      }
    }
    all.addAll(scene.all);
    assertThat(all).isEqualTo(through.all);
    assertThat(scene.fold.snapshot()).isEqualTo(through.fold.snapshot());
  }
}
