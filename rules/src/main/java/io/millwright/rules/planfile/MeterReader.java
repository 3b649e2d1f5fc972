package io.millwright.rules.planfile;

import io.millwright.rules.plan.MeterRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what a plan file says of meters, from nodes that have the shape of the schema. */
final class MeterReader {
  private static final Duration USUAL_JUMP_WINDOW = Duration.ofHours(1);

  private final List<PlanProblem> problems;
  private final RuleValues values;

  /**
   * Creates it.
   *
   * @param problems receives what is wrong with the values
   */
  MeterReader(List<PlanProblem> problems) {
    this.problems = problems;
    this.values = new RuleValues(problems);
  }

  /** Reads one; null when something is wrong with it. */
  @Nullable MeterRule meter(JsonNode node) {
    int before = problems.size();
    MeterRule made = node.has("believe") ? believe(node) : derived(node);
    return problems.size() > before ? null : made;
  }

  private @Nullable MeterRule believe(JsonNode node) {
    JsonNode believe = node.get("believe");
    if (node.has("unit")) {
      complain(node.get("unit"), "the unit of 'believe' stands in it: believe: {unit: h, ...}");
    }
    Duration stuck = values.span(believe, "stuck_after");
    return values.made(
        believe,
        () ->
            new MeterRule.Believe(
                node.get("name").asString(),
                RuleReader.appliesTo(node.get("for")),
                believe.get("unit").asString(),
                number(believe, "from"),
                number(believe, "to"),
                pace(believe.get("rise_at_most")),
                jump(believe),
                stuck == null ? null : Long.valueOf(stuck.toMillis())));
  }

  private MeterRule.@Nullable Pace pace(@Nullable JsonNode node) {
    if (node == null) {
      return null;
    }
    Duration per = values.span(node, "per");
    return per == null
        ? null
        : values.made(node, () -> new MeterRule.Pace(node.get("by").asDouble(), per.toMillis()));
  }

  private MeterRule.@Nullable Jump jump(JsonNode believe) {
    JsonNode by = believe.get("jump_at_most");
    Duration within =
        believe.has("jump_within") ? values.span(believe, "jump_within") : USUAL_JUMP_WINDOW;
    if (by == null) {
      if (believe.has("jump_within")) {
        complain(believe.get("jump_within"), "'jump_within' goes with 'jump_at_most' only");
      }
      return null;
    }
    return within == null
        ? null
        : values.made(by, () -> new MeterRule.Jump(by.asDouble(), within.toMillis()));
  }

  private @Nullable MeterRule derived(JsonNode node) {
    MeterRule.Source source =
        node.has("hours_in")
            ? hours(node.get("hours_in"))
            : node.has("entries_into") ? entries(node.get("entries_into")) : sum(node.get("sum"));
    if (!node.has("unit")) {
      complain(node, "'unit' is missing, such as h: what the derived meter counts in");
      return null;
    }
    return source == null
        ? null
        : new MeterRule.Derived(
            node.get("name").asString(),
            RuleReader.appliesTo(node.get("for")),
            node.get("unit").asString(),
            source);
  }

  private MeterRule.@Nullable Source hours(JsonNode node) {
    Duration hold = values.span(node, "hold_at_most");
    return hold == null
        ? null
        : values.made(
            node,
            () ->
                new MeterRule.HoursIn(
                    node.get("meter").asString(),
                    states(node),
                    hold.toMillis(),
                    node.path("start").asDouble(0)));
  }

  private MeterRule.@Nullable Source entries(JsonNode node) {
    return values.made(
        node,
        () ->
            new MeterRule.EntriesInto(
                node.get("meter").asString(), states(node), node.path("start").asDouble(0)));
  }

  private MeterRule.@Nullable Source sum(JsonNode nodes) {
    List<MeterRule.Part> parts = new ArrayList<>();
    for (JsonNode node : nodes) {
      MeterRule.Part part =
          values.made(
              node, () -> new MeterRule.Part(node.get("meter").asString(), number(node, "times")));
      if (part == null) {
        return null;
      }
      parts.add(part);
    }
    return new MeterRule.Sum(parts);
  }

  private static List<Double> states(JsonNode node) {
    List<Double> states = new ArrayList<>();
    node.get("states").forEach(state -> states.add(state.asDouble()));
    return states;
  }

  private static @Nullable Double number(JsonNode parent, String key) {
    return parent.has(key) ? Double.valueOf(parent.get(key).asDouble()) : null;
  }

  private void complain(JsonNode node, String message) {
    problems.add(YamlTree.at(node, message));
  }
}
