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
              + rule("door", "EM", "fault: {code: E-204}")
              + rule(
                  "off",
                  "CM",
                  "outside: {meter: coolant_temp, from: 40, to: 90, unit: degC, deadband: 10,"
                      + " met: {times: 2, of: 4}, on_delay: 10 h}")
              + rule("leap", "CM", "step: {meter: coolant_temp, by: 20, unit: degC}")
              + rule(
                  "mean",
                  "CM",
                  "above: {meter: coolant_temp, limit: 65, unit: degC, of: average, over: 60 h}")
              + rule(
                  "spread",
                  "CM",
                  "above: {meter: coolant_temp, limit: 30, unit: degC, of: std_dev, over: 60 h}")
              + rule(
                  "rise",
                  "CM",
                  "below: {meter: coolant_temp, limit: -40, unit: degC, of: rise, over: 30 h}")
              + rule(
                  "peak",
                  "CM",
                  "above: {meter: coolant_temp, limit: 120, unit: degC, of: maximum, over: 30 h}")
              + rule(
                  "stuck", "CM", "stuck: {meter: coolant_temp, for: 12 h, within: 10, unit: degC}")
              + rule("silent", "CM", "silence: {meter: coolant_temp, for: 30 h}")
              + rule("doors", "CM", "fault: {code: E-204, times: 2, within: 20 days}")
              + rule(
                  "unusual",
                  "CM",
                  "deviates: {meter: coolant_temp, sigmas: 2, smoothing: 0.3,"
                      + " baseline: {readings: 20, weight: 0.01}}")
              + rule(
                  "trend",
                  "CM",
                  "projected: {meter: coolant_temp, unit: degC, above: 130, within: 2 days,"
                      + " over: 4 days}")
              + rule(
                  "both",
                  "CM",
                  "all: [{above: {meter: coolant_temp, limit: 80, unit: degC, on_delay: 5 h}},"
                      + " {any: [{fault: {code: E-204}}, {step: {meter: engine_hours, by: 4,"
                      + " unit: h}}, {silence: {meter: engine_hours, for: 2 days}}],"
                      + " at_least: 2}]")
              + rule(
                  "warm",
                  "CM",
                  "any: [{fault: {code: E-204}}, {step: {meter: coolant_temp, by: 20, unit: degC}},"
                      + " {above: {meter: coolant_temp, limit: 90, unit: degC, on_delay: 4 h,"
                      + " off_delay: 2 h}}, {silence: {meter: coolant_temp, for: 40 h}}]",
                  "only_while: {meter: coolant_temp, above: 50, unit: degC}"));

  private static final String[] IDS = {
    "floating",
    "caught-up",
    "whichever",
    "weekly",
    "hot",
    "cold",
    "door",
    "nothing",
    "off",
    "leap",
    "mean",
    "spread",
    "rise",
    "peak",
    "stuck",
    "silent",
    "doors",
    "unusual",
    "trend",
    "both",
    "warm"
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
