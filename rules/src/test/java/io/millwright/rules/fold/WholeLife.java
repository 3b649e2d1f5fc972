package io.millwright.rules.fold;

import io.millwright.rules.event.Event;
import io.millwright.rules.event.ReadingFlags;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.model.Asset;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import io.millwright.rules.plan.PlanSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A life of every kind of event, under plans at random; the same for the same seed. */
final class WholeLife {
  static final Asset ASSET =
      Scene.asset(
          new Meter("engine_hours", MeterKind.COUNTER, "h", 1000.0),
          Meter.of("distance", MeterKind.COUNTER, "km"),
          new Meter("volume", MeterKind.COUNTER, "m3", Meter.Reports.DELTA, null),
          Meter.of("coolant_temp", MeterKind.GAUGE, "degC"),
          Meter.of("state", MeterKind.STATE, "1"));
  private static final List<String> IDS = RandomPlans.ids();
  private static final long HOUR = 3_600_000;

  final PlanSet plans;
  final RandomGenerator random;

  /** What happened, in order. */
  final List<Event> log = new ArrayList<>();

  /** What was believed of it and moved something, but for ticks: these may be sent again. */
  final List<Event> accepted = new ArrayList<>();

  /** Of each reading one correction: two that contradict each other are for a person. */
  private final Set<Long> corrected = new HashSet<>();

  private final Scene scene;
  private long now = Scene.at("2026-01-01");
  private double hours;
  private double shown;
  private double distance;
  private double coolant = 75;

  WholeLife(long seed, int events) {
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    plans = new RandomPlans(random).next();
    scene = new Scene(ASSET, plans);
    hours = random.nextInt(1000);
    shown = hours;
    for (int i = 0; i < events; i++) {
      now += 1 + random.nextLong(6 * HOUR);
      Event event = next();
      log.add(event);
      if (scene.step(event) == Verdict.ACCEPTED && !(event instanceof Event.Tick)) {
        accepted.add(event);
      }
    }
  }

  private Event next() {
    String id = IDS.get(random.nextInt(IDS.size()));
    int cycle = random.nextInt(8) == 0 ? random.nextInt(4) : scene.fold.openCycle(id);
    long said = now - random.nextLong(12 * HOUR);
    return switch (random.nextInt(40)) {
      case 0, 1, 2, 3, 4, 5 -> {
        work(random.nextInt(16) / 2.0);
        yield reading("engine_hours", shown);
      }
      case 6, 7, 8 -> {
        distance += random.nextInt(7);
        yield reading("distance", distance);
      }
      case 9, 10, 11 -> reading("volume", random.nextInt(12) / 2.0);
      case 12, 13, 14, 15 -> reading("state", random.nextInt(4));
      case 16, 17, 18, 19, 20, 21, 22, 23, 24 -> {
        coolant = Math.min(125, Math.max(20, coolant + random.nextInt(-20, 21)));
        yield reading("coolant_temp", coolant);
      }
      case 25, 26 -> new Event.Fault("E-204", now, random.nextBoolean());
      case 27, 28, 29 -> new Event.Tick(now);
      case 30 -> {
        long tick = scene.fold.nextTick();
        yield new Event.Tick(tick > now - 20 * HOUR && tick < now ? tick : now);
      }
      case 31 ->
          new Event.OrderDeferred(
              id,
              cycle,
              said,
              "Kim",
              "parts",
              random.nextBoolean() ? null : said + random.nextLong(100 * HOUR),
              random.nextBoolean() ? null : shown + random.nextInt(20));
      case 32 ->
          random.nextInt(4) == 0
              ? new Event.OccurrenceSkipped(id, said, "Kim", "laid up", null)
              : new Event.ConditionUnshelved(id, now, "Kim");
      case 33 -> {
        Long until = random.nextInt(3) == 0 ? null : now + random.nextLong(60 * HOUR) - HOUR;
        boolean oneShot = until == null || random.nextInt(4) == 0;
        yield new Event.ConditionShelved(id, now, until, oneShot, "Kim", null);
      }
      case 34 -> moved();
      case 35 -> again();
      default ->
          new Event.OrderClosed(
              id,
              cycle,
              said,
              random.nextInt(4) > 0,
              random.nextBoolean() ? null : Math.max(0, shown - random.nextInt(3)));
    };
  }

  private void work(double more) {
    hours += more;
    shown = (shown + more) % 1000;
  }

  private Event.Reading reading(String meter, double value) {
    int flags =
        random.nextInt(7) == 0
            ? ReadingFlags.HISTORICAL
            : random.nextInt(25) == 0 ? ReadingFlags.BAD : ReadingFlags.GOOD;
    long time = random.nextInt(9) == 0 ? now - random.nextLong(30 * HOUR) : now;
    return new Event.Reading(meter, time, value, flags);
  }

  /** The counter is exchanged, or one of its newest readings is said to have been wrong. */
  private Event moved() {
    if (random.nextInt(3) == 0) {
      work(0.5);
      double old = shown;
      shown = random.nextInt(100) / 2.0;
      return new Event.MeterReplaced("engine_hours", now, old, shown);
    }
    for (int i = log.size() - 1; i >= 0 && i > log.size() - 60; i--) {
      if (log.get(i) instanceof Event.Reading was
          && was.meter().equals(random.nextBoolean() ? "volume" : "engine_hours")
          && random.nextBoolean()
          && corrected.add(was.time())) {
        double value = Math.max(0, was.value() - random.nextInt(1, 40) / 2.0);
        if (was.meter().equals("engine_hours") && was.value() == shown) {
          shown = value;
        }
        return new Event.MeterCorrected(was.meter(), was.time(), was.value(), value);
      }
    }
    return new Event.Tick(now);
  }

  private Event again() {
    return log.isEmpty() || log.get(log.size() - 1) instanceof Event.Tick
        ? new Event.Fault("E-7", now, true)
        : log.get(log.size() - 1 - random.nextInt(Math.min(20, log.size())));
  }
}
