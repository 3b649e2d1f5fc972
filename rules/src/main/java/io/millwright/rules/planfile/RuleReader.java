package io.millwright.rules.planfile;

import io.millwright.rules.model.WorkType;
import io.millwright.rules.plan.AppliesTo;
import io.millwright.rules.plan.Condition;
import io.millwright.rules.plan.MaintenancePlan;
import io.millwright.rules.plan.Schedule;
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
final class RuleReader extends ValueReader {

  /**
   * Creates it.
   *
   * @param problems receives what is wrong with the values
   */
  RuleReader(List<PlanProblem> problems) {
    super(problems);
  }

  /** Reads a plan; null when something is wrong with it. */
  @Nullable MaintenancePlan plan(JsonNode node) {
    int before = problems.size();
    Triggers triggers = new TriggerReader(problems).triggers(node);
    Work work = work(node.get("work"));
    if (problems.size() > before || work == null) {
      return null;
    }
    return made(
        node.has("catch_up") ? node.get("catch_up") : node,
        () ->
            new MaintenancePlan(
                node.get("id").asString(),
                node.get("title").asString(),
                version(node),
                appliesTo(node.get("for")),
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
                work));
  }

  /** Reads a condition; null when something is wrong with it. */
  @Nullable Condition condition(JsonNode node) {
    Condition.Signal signal;
    if (node.has("fault")) {
      signal = new Condition.FaultCode(node.get("fault").get("code").asString());
    } else if (node.has("above")) {
      signal = limit(node.get("above"), Condition.Side.ABOVE);
    } else {
      signal = limit(node.get("below"), Condition.Side.BELOW);
    }
    Work work = work(node.get("work"));
    if (signal == null || work == null) {
      return null;
    }
    return new Condition(
        node.get("id").asString(),
        node.get("title").asString(),
        version(node),
        appliesTo(node.get("for")),
        signal,
        work);
  }

  private Condition.@Nullable Limit limit(JsonNode node, Condition.Side side) {
    int before = problems.size();
    long onDelay = millis(span(node, "on_delay"));
    long offDelay = millis(span(node, "off_delay"));
    double limit = node.get("limit").asDouble();
    Condition.Limit made =
        made(
            node.has("clear") ? node.get("clear") : node,
            () ->
                new Condition.Limit(
                    node.get("meter").asString(),
                    node.get("unit").asString(),
                    side,
                    limit,
                    onDelay,
                    node.path("clear").asDouble(limit),
                    offDelay));
    return problems.size() > before ? null : made;
  }

  private static long millis(@Nullable Duration span) {
    return span == null ? 0 : span.toMillis();
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
            span(node, "duration"),
            span(node, "window"),
            span(node, "respond_within"),
            strings(node.path("tasks")),
            parts);
    return problems.size() > before ? null : work;
  }

  private static AppliesTo appliesTo(JsonNode node) {
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

  private @Nullable Duration span(JsonNode parent, String key) {
    return parent.has(key) ? read(parent.get(key), Spans::duration) : null;
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
