package io.millwright.rules.fold;

import static io.millwright.rules.fold.Scene.rule;

import io.millwright.rules.plan.PlanSet;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Plan files at random, out of every trigger, signal, alarm, life and meter key there is. */
final class RandomPlans {
  private static final String METERS =
      """
      meters:
        - {name: run, for: {class: excavator}, unit: min, hours_in: {meter: state, states: [1, 3], hold_at_most: 9 h}}
        - {name: starts, for: {class: excavator}, unit: starts, entries_into: {meter: state, states: [1, 3]}}
        - {name: wear, for: {class: excavator}, unit: h, sum: [{meter: run}, {meter: starts, times: 3}, {meter: engine_hours}]}
      """;
  private static final String BELIEFS =
      """
        - {name: engine_hours, for: {class: excavator}, believe: {unit: h, from: 0, rise_at_most: {by: 3, per: 1 h}}}
        - {name: coolant_temp, for: {class: excavator}, believe: {unit: degF, to: 250, jump_at_most: 60, stuck_after: 3 days}}
      """;

  private final RandomGenerator random;

  RandomPlans(RandomGenerator random) {
    this.random = random;
  }

  /** The ids of what {@link #next} makes, and of nothing. */
  static List<String> ids() {
    List<String> ids = new ArrayList<>(List.of("nothing"));
    for (int i = 0; i < 7; i++) {
      ids.add("plan-" + i);
      ids.add("condition-" + i);
    }
    return ids;
  }

  /** Seven plans and seven conditions, always under the same ids. */
  PlanSet next() {
    StringBuilder yaml = new StringBuilder(METERS).append(chance(2) ? BELIEFS : "");
    yaml.append("plans:\n");
    for (int i = 0; i < 7; i++) {
      yaml.append(rule("plan-" + i, "PM", plan().toArray(String[]::new)));
    }
    yaml.append("conditions:\n");
    for (int i = 0; i < 7; i++) {
      yaml.append(rule("condition-" + i, "CM", condition().toArray(String[]::new)));
    }
    return Scene.plans(yaml.toString());
  }

  private boolean chance(int in) {
    return random.nextInt(in) == 0;
  }

  private String any(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String maybe(int in, String... choices) {
    return chance(in) ? any(choices) : "";
  }

  private List<String> plan() {
    List<String> keys = new ArrayList<>();
    int halves = random.nextInt(4);
    boolean dated = halves == 0 || chance(3);
    List<String> usage = new ArrayList<>();
    List<String> meters = new ArrayList<>(List.of("engine_hours", "distance", "wear", "volume"));
    for (int i = 0; i < halves; i++) {
      usage.add(usage(meters.remove(random.nextInt(meters.size()))));
    }
    if (halves > 0) {
      keys.add("usage: [" + String.join(", ", usage) + "]");
    }
    if (dated) {
      keys.add(calendar());
    }
    if (halves + (dated ? 1 : 0) > 1 && chance(2)) {
      keys.add("whichever: all");
    }
    if (chance(3)) {
      keys.add("schedule: fixed");
      add(keys, maybe(2, "catch_up: true"));
    }
    if (halves == 1 && chance(2)) {
      keys.add("family: main");
    }
    add(keys, maybe(3, "group: {name: visit, within: 5 days}"));
    add(keys, maybe(4, "season: {from: 02-01, to: 03-10}", "season: {from: 11-15, to: 02-10}"));
    add(
        keys,
        maybe(
            4,
            "blackout: [{from: 2026-01-20, to: 2026-02-03, why: fair},"
                + " {from: 2026-02-02, to: 2026-02-14}]"));
    add(keys, maybe(2, "overdue: {priority: 1}", "overdue: {priority: 2, after: 2 days}"));
    add(keys, maybe(4, "shadow: true"));
    return keys;
  }

  private static void add(List<String> keys, String key) {
    if (!key.isEmpty()) {
      keys.add(key);
    }
  }

  private String usage(String meter) {
    String every =
        switch (meter) {
          case "engine_hours" -> any("every: 50, unit: h", "every: 6000, unit: min");
          case "distance" -> any("every: 60, unit: km", "every: 40000, unit: m");
          case "wear" -> any("every: 70, unit: h");
          default -> any("every: 30, unit: m3", "every: 60, unit: m3");
        };
    return "{meter: "
        + meter
        + ", "
        + every
        + maybe(2, ", lead: 9", ", lead: 10 %", ", lead: 3 days")
        + maybe(3, ", tolerance: 4")
        + maybe(5, ", start: 12")
        + "}";
  }

  private String calendar() {
    return "calendar: {"
        + any("every: 2 weeks", "every: 1 month", "every: 5 days", "rrule: FREQ=WEEKLY;BYDAY=MO")
        + maybe(2, ", lead: 2 days")
        + maybe(3, ", tolerance: 3 days")
        + maybe(3, ", start: 2026-01-05")
        + "}";
  }

  private List<String> condition() {
    List<String> keys = new ArrayList<>();
    boolean action = chance(4);
    if (action) {
      keys.add("above: {meter: coolant_temp, limit: 80, unit: degC, action: 105" + delays() + "}");
      keys.add("at_action: {priority: 1, respond_within: 2 h}");
    } else {
      keys.add(chance(2) ? group(2) : leaf());
    }
    add(keys, maybe(3, "latched: true"));
    add(keys, maybe(3, "on_delay: 5 h"));
    add(keys, maybe(3, "off_delay: 7 h"));
    add(
        keys,
        maybe(
            3,
            "reopen: {after: clear, not_within: 2 days}",
            "reopen: {not_within: 1 day}",
            "reopen: {after: clear}"));
    add(
        keys,
        maybe(
            3,
            "only_while: {meter: state, states: [1, 2]}",
            "only_while: {meter: coolant_temp, above: 122, unit: degF}",
            "only_while: {meter: wear, above: 40, unit: h}"));
    add(keys, maybe(4, "shadow: true"));
    return keys;
  }

  private String group(int depth) {
    List<String> parts = new ArrayList<>();
    for (int i = 2 + random.nextInt(2); i > 0; i--) {
      parts.add("{" + (depth > 1 && chance(3) ? group(depth - 1) : leaf()) + "}");
    }
    boolean all = chance(2);
    String list = (all ? "all: [" : "any: [") + String.join(", ", parts) + "]";
    return all || chance(2) || depth < 2 ? list : list + "\n    at_least: 2";
  }

  private String delays() {
    return maybe(3, ", on_delay: 6 h") + maybe(3, ", off_delay: 10 h");
  }

  private String met() {
    return maybe(4, ", met: {times: 2, of: 3}", ", met: {times: 3}");
  }

  private String window() {
    return maybe(3, ", of: average, over: 2 days", ", of: maximum, over: 1 day");
  }

  private String leaf() {
    return switch (random.nextInt(11)) {
      case 0, 1 ->
          "above: {meter: coolant_temp, "
              + any("limit: 85, unit: degC", "limit: 194, unit: degF, deadband: 9")
              + window()
              + met()
              + delays()
              + "}";
      case 2 ->
          "below: {meter: coolant_temp, limit: 60, unit: degC" + window() + met() + delays() + "}";
      case 3 ->
          "outside: {meter: coolant_temp, from: 313.15, to: 373.15, unit: K, deadband: 10"
              + met()
              + delays()
              + "}";
      case 4 ->
          "step: {"
              + any(
                  "meter: coolant_temp, by: 30, unit: degF",
                  "meter: engine_hours, by: 4, unit: h",
                  "meter: wear, by: 300, unit: min",
                  "meter: volume, by: 4, unit: m3")
              + met()
              + maybe(3, ", off_delay: 3 h")
              + "}";
      case 5 ->
          "stuck: {"
              + any(
                  "meter: coolant_temp, for: 12 h, within: 8, unit: degC",
                  "meter: coolant_temp, for: 15 h, within: 18, unit: degF",
                  "meter: distance, for: 2 days",
                  "meter: run, for: 2 days, within: 30, unit: min")
              + "}";
      case 6 ->
          "silence: {meter: " + any("coolant_temp", "state", "run", "volume") + ", for: 30 h}";
      case 7 ->
          "deviates: {meter: coolant_temp, sigmas: 2, baseline: {readings: 12, weight: 0.01}"
              + maybe(2, ", smoothing: 0.3")
              + maybe(2, ", least_sigma: 5, unit: degF")
              + met()
              + delays()
              + "}";
      case 8 ->
          "projected: {meter: coolant_temp, unit: degC, above: 130, within: 2 days, over: 3 days"
              + delays()
              + "}";
      case 9 -> "fault: {code: E-204}";
      default -> "fault: {code: E-204, times: 2, within: 10 days}";
    };
  }
}
