package io.millwright.rules.fold;

import static io.millwright.rules.fold.Scene.rule;

import io.millwright.rules.episode.WorkOrder;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.ReadingFlags;
import io.millwright.rules.plan.PlanSet;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A year or so in the life of an excavator, as its log has it; the same for the same seed. */
final class RandomLife {
  static final PlanSet RULES =
      Scene.plans(
          "plans:\n"
              + rule(
                  "floating", "PM", "usage: {meter: engine_hours, every: 250, unit: h, lead: 20}")
              + rule(
                  "caught-up",
                  "PM",
                  "usage: {meter: engine_hours, every: 100.1, unit: h}",
                  "schedule: fixed",
                  "catch_up: true")
              + rule(
                  "whichever",
                  "PM",
                  "usage: {meter: engine_hours, every: 300, unit: h}",
                  "calendar: {every: 1 month, lead: 2 days}",
                  "schedule: fixed")
              + rule("weekly", "PM", "calendar: {every: 1 week, start: 2025-12-31}")
              + "conditions:\n"
              + rule(
                  "hot",
                  "CM",
                  "above: {meter: coolant_temp, limit: 100, unit: degC, on_delay: 1 h, clear: 90,"
                      + " off_delay: 2 h}")
              + rule("cold", "CM", "below: {meter: coolant_temp, limit: 20, unit: degC}")
              + rule("door", "EM", "fault: {code: E-204}"));

  private static final String[] IDS = {
    "floating", "caught-up", "whichever", "weekly", "hot", "cold", "door", "nothing"
  };
  private static final long HOUR = 3_600_000;

  private final RandomGenerator random;
  private long now = Scene.at("2026-01-01T00:00");
  private double hours;
  private double shown;
  private double coolant = 70;
  private final int[] cycles = new int[IDS.length];

  RandomLife(long seed) {
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    hours = random.nextInt(100_000);
    shown = hours;
  }

  RandomGenerator random() {
    return random;
  }

  List<Event> events(int count) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      now += random.nextLong(8 * HOUR);
      events.add(next());
    }
    return events;
  }

  private Event next() {
    int flags =
        random.nextInt(10) == 0
            ? ReadingFlags.HISTORICAL
            : random.nextInt(20) == 0 ? ReadingFlags.BAD : ReadingFlags.GOOD;
    return switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4, 5, 6 -> {
        work(random.nextInt(12) / 2.0);
        yield new Event.Reading("engine_hours", now, shown, flags);
      }
      case 7, 8, 9, 10, 11, 12 -> {
        coolant += random.nextInt(-25, 26);
        coolant = Math.min(130, Math.max(0, coolant));
        yield new Event.Reading("coolant_temp", now, coolant, flags);
      }
      case 13 -> new Event.Fault("E-204", now, random.nextBoolean());
      case 14, 15 -> new Event.Tick(now);
      case 16 -> random.nextInt(5) == 0 ? replace() : new Event.Tick(now);
      default -> close();
    };
  }

  private void work(double more) {
    hours += more;
    shown += more;
    shown = shown >= 100_000 ? shown - 100_000 : shown;
  }

  private Event replace() {
    work(0.5);
    double old = shown;
    shown = random.nextInt(1000) / 10.0;
    return new Event.MeterReplaced("engine_hours", now, old, shown);
  }

  /** Feedback, mostly on what may be open, at times early, late, repeated or out of the blue. */
  private Event close() {
    int which = random.nextInt(IDS.length);
    int cycle = random.nextInt(5) == 0 ? random.nextInt(3) : ++cycles[which];
    long time = now - random.nextLong(48 * HOUR);
    boolean completed = random.nextInt(4) > 0;
    Double value =
        switch (random.nextInt(4)) {
          case 0 -> null;
          case 1 -> 0.0;
          default -> Math.max(0, shown - random.nextInt(10));
        };
    return new Event.OrderClosed(IDS[which], cycle, time, completed, value);
  }

  /** Feedback is for the cycle that is open: told what was raised, the next one fits. */
  void raised(WorkOrder order) {
    for (int i = 0; i < IDS.length; i++) {
      if (IDS[i].equals(order.rule().id())) {
        cycles[i] = order.episode().cycle() - 1;
      }
    }
  }

  /** A life in which feedback mostly fits, as its fold went. */
  static List<Event> log(long seed, int count) {
    RandomLife life = new RandomLife(seed);
    Scene scene = new Scene(Scene.asset(), RULES);
    List<Event> log = new ArrayList<>();
    int known = 0;
    for (int i = 0; i < count; i++) {
      Event event = life.events(1).get(0);
      scene.step(event);
      log.add(event);
      for (; known < scene.orders.size(); known++) {
        life.raised(scene.orders.get(known));
      }
    }
    return log;
  }
}
