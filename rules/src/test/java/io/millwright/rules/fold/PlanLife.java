package io.millwright.rules.fold;

import static io.millwright.rules.fold.Scene.rule;

import io.millwright.rules.event.Event;
import io.millwright.rules.event.ReadingFlags;
import io.millwright.rules.plan.PlanSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Two years of a machine under plans of every kind of trigger; the same for the same seed. */
final class PlanLife {
  private static final String BOTH =
      "usage: [{meter: engine_hours, every: 130, unit: h, lead: 10 %},"
          + " {meter: distance, every: 900, unit: km, lead: 4 days}]";

  static final PlanSet RULES =
      Scene.plans(
          "plans:\n"
              + rule("first", "PM", BOTH)
              + rule("first-fixed", "PM", BOTH, "schedule: fixed", "calendar: {every: 20 days}")
              + rule("all", "PM", BOTH, "whichever: all")
              + rule(
                  "all-dated",
                  "PM",
                  BOTH,
                  "whichever: all",
                  "schedule: fixed",
                  "catch_up: true",
                  "calendar: {every: 3 weeks, start: 2025-12-31, lead: 2 days}")
              + rule("soon", "PM", "usage: {meter: distance, every: 700, unit: km, lead: 9 days}")
              + rule(
                  "summer",
                  "PM",
                  BOTH,
                  "calendar: {every: 1 month}",
                  "season: {from: 05-01, to: 09-30}",
                  "blackout: [{from: 2026-07-01, to: 2026-07-20, why: holidays}]")
              + rule(
                  "winter",
                  "PM",
                  BOTH,
                  "whichever: all",
                  "season: {from: 11-15, to: 02-29}",
                  "blackout: [{from: 2026-12-20, to: 2027-01-06}, {from: 2027-01-05, to:"
                      + " 2027-01-20}]")
              + rule(
                  "mondays",
                  "PM",
                  "calendar: {rrule: 'FREQ=MONTHLY;BYDAY=1MO', start: 2026-01-01, lead: 5 days}",
                  "blackout: [{from: 2026-02-01, to: 2026-02-20}]")
              + rule(
                  "mondays-fixed",
                  "PM",
                  "usage: {meter: distance, every: 1500, unit: km}",
                  "calendar: {rrule: 'FREQ=MONTHLY;BYDAY=1MO;COUNT=9'}",
                  "schedule: fixed",
                  "catch_up: true"));

  static final long HOUR = 3_600_000;

  private final RandomGenerator random;
  private long now = Scene.at("2026-01-01T00:00");
  private double hours;
  private double distance;

  PlanLife(long seed) {
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  RandomGenerator random() {
    return random;
  }

  /** The log of a life: closings are of what was open as the log went. */
  static List<Event> log(long seed, int count) {
    PlanLife life = new PlanLife(seed);
    Scene scene = new Scene(Scene.asset(), RULES);
    Map<String, Integer> open = new TreeMap<>();
    List<Event> log = new ArrayList<>();
    int seen = 0;
    for (int i = 0; i < count; i++) {
      life.now += life.random.nextLong(20 * HOUR);
      Event event = life.next(open);
      scene.step(event);
      log.add(event);
      for (; seen < scene.orders.size(); seen++) {
        open.put(scene.orders.get(seen).rule().id(), scene.orders.get(seen).episode().cycle());
      }
    }
    return log;
  }

  private Event next(Map<String, Integer> open) {
    int flags = random.nextInt(6) == 0 ? ReadingFlags.HISTORICAL : ReadingFlags.GOOD;
    // Now and then a meter is silent for a while, runs fast, or stands.
    long pace = now / (600 * HOUR) % 3;
    return switch (random.nextInt(12)) {
      case 0, 1, 2, 3 -> {
        hours += random.nextInt(16) / 2.0;
        yield new Event.Reading("engine_hours", now, hours, flags);
      }
      case 4, 5, 6 -> {
        distance += pace * random.nextInt(60);
        yield new Event.Reading("distance", now, distance, flags);
      }
      case 7, 8, 9 -> close(open);
      default -> new Event.Tick(now);
    };
  }

  private Event close(Map<String, Integer> open) {
    if (open.isEmpty()) {
      return new Event.Tick(now);
    }
    List<String> ids = List.copyOf(open.keySet());
    String rule = ids.get(random.nextInt(ids.size()));
    int cycle = open.getOrDefault(rule, 0);
    open.remove(rule);
    long time = now - random.nextLong(60 * HOUR);
    Double value = random.nextBoolean() ? null : Double.valueOf(hours - random.nextInt(3));
    return new Event.OrderClosed(rule, cycle, time, random.nextInt(4) > 0, value);
  }
}
