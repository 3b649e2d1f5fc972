package io.millwright.rules.planfile;

import io.millwright.rules.model.WorkType;
import io.millwright.rules.plan.Alarm;
import io.millwright.rules.plan.AppliesTo;
import io.millwright.rules.plan.Bounds;
import io.millwright.rules.plan.Condition;
import io.millwright.rules.plan.Gate;
import io.millwright.rules.plan.MaintenancePlan;
import io.millwright.rules.plan.OrderLife;
import io.millwright.rules.plan.Overdue;
import io.millwright.rules.plan.Schedule;
import io.millwright.rules.plan.Signal;
import io.millwright.rules.plan.VisitGroup;
import io.millwright.rules.plan.Whichever;
import io.millwright.rules.plan.Work;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads single rules from nodes that have the shape of the schema. */
final class RuleReader {
  private final List<PlanProblem> problems;
  private final RuleValues values;
  private final SignalReader signals;
  private final AlarmReader alarms;

  /**
   * Creates it.
   *
   * @param problems receives what is wrong with the values
   */
  RuleReader(List<PlanProblem> problems) {
    this.problems = problems;
    this.values = new RuleValues(problems);
    this.signals = new SignalReader(values);
    this.alarms = new AlarmReader(values, signals);
  }

  /** Reads a plan; null when something is wrong with it. */
  @Nullable MaintenancePlan plan(JsonNode node) {
    int before = problems.size();
    Triggers triggers = new TriggerReader(values).triggers(node);
    Work work = work(node.get("work"));
    OrderLife life = life(node, work);
    if (problems.size() > before || work == null) {
      return null;
    }
    boolean inFamily = node.has("family") && triggers.usage().size() != 1;
    return values.made(
        inFamily ? node.get("family") : node.has("catch_up") ? node.get("catch_up") : node,
        () ->
            new MaintenancePlan(
                node.get("id").asString(),
                node.get("title").asString(),
                version(node),
                appliesTo(node.get("for")),
                node.path("shadow").asBoolean(false),
                "fixed".equals(node.path("schedule").asString("floating"))
                    ? Schedule.FIXED
                    : Schedule.FLOATING,
                triggers.usage(),
                triggers.calendar(),
                "all".equals(node.path("whichever").asString("first"))
                    ? Whichever.ALL
                    : Whichever.FIRST,
                triggers.window(),
                node.path("catch_up").asBoolean(false),
                life,
                work));
  }

  private OrderLife life(JsonNode node, @Nullable Work work) {
    Overdue overdue = null;
    if (node.has("overdue")) {
      Duration after = values.span(node.get("overdue"), "after");
      int priority = node.get("overdue").get("priority").asInt();
      overdue = new Overdue(priority, after == null ? Duration.ZERO : after);
      if (work != null && priority > work.priority()) {
        values.complain(
            node.get("overdue").get("priority"),
            "past due the priority ("
                + priority
                + ") must not be less urgent than the work's ("
                + work.priority()
                + "): 1 is the most urgent");
      }
    }
    VisitGroup group = null;
    if (node.has("group")) {
      JsonNode within = node.get("group").get("within");
      Duration span = values.read(within, Spans::duration);
      String name = node.get("group").get("name").asString();
      group = span == null ? null : values.made(within, () -> new VisitGroup(name, span));
    }
    return new OrderLife(overdue, node.has("family") ? node.get("family").asString() : null, group);
  }

  /** Reads a condition; null when something is wrong with it. */
  @Nullable Condition condition(JsonNode node) {
    Signal signal = signals.signal(node);
    Work work = work(node.get("work"));
    Alarm alarm = signal == null || work == null ? null : alarms.alarm(node, work);
    Gate gate = node.has("only_while") ? gate(node.get("only_while")) : null;
    if (signal == null
        || work == null
        || alarm == null
        || (gate == null && node.has("only_while"))) {
      return null;
    }
    return new Condition(
        node.get("id").asString(),
        node.get("title").asString(),
        version(node),
        appliesTo(node.get("for")),
        node.path("shadow").asBoolean(false),
        signal,
        gate,
        alarm,
        work);
  }

  private @Nullable Gate gate(JsonNode node) {
    Set<Double> states = new LinkedHashSet<>();
    node.path("states").forEach(state -> states.add(state.asDouble() + 0.0));
    double limit = node.path("above").asDouble(node.path("below").asDouble(0));
    String unit = node.has("unit") ? node.get("unit").asString() : null;
    return values.made(
        node,
        () -> {
          Bounds past =
              node.has("above")
                  ? Bounds.above(limit, limit)
                  : node.has("below") ? Bounds.below(limit, limit) : null;
          return new Gate(node.get("meter").asString(), unit, states, past);
        });
  }

  private @Nullable Work work(JsonNode node) {
    int before = problems.size();
    List<Work.Part> parts = new ArrayList<>();
    for (JsonNode part : node.path("parts")) {
      parts.add(new Work.Part(part.get("part").asString(), part.path("quantity").asDouble(1)));
    }
    Work work =
        new Work(
            WorkType.valueOf(node.get("type").asString()),
            node.path("priority").asInt(3),
            node.has("code") ? node.get("code").asString() : null,
            node.path("description").asString(""),
            strings(node.path("skills")),
            values.span(node, "duration"),
            values.span(node, "window"),
            values.span(node, "respond_within"),
            strings(node.path("tasks")),
            parts);
    return problems.size() > before ? null : work;
  }

  static AppliesTo appliesTo(JsonNode node) {
    JsonNode classes = node.path("class");
    Set<String> names =
        classes.isString() ? Set.of(classes.asString()) : new LinkedHashSet<>(strings(classes));
    return new AppliesTo(names, new LinkedHashSet<>(strings(node.path("tags"))));
  }

  private static List<String> strings(JsonNode array) {
    List<String> values = new ArrayList<>();
    array.forEach(value -> values.add(value.asString()));
    return values;
  }

  private static String version(JsonNode node) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(node.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
