package io.millwright.rules.planfile;

import io.millwright.rules.model.WorkType;
import io.millwright.rules.plan.CalendarTrigger;
import io.millwright.rules.plan.Condition;
import io.millwright.rules.plan.MaintenancePlan;
import io.millwright.rules.plan.Schedule;
import io.millwright.rules.plan.UsageTrigger;
import io.millwright.rules.plan.Work;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
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
    UsageTrigger usage = node.has("usage") ? usage(node.get("usage")) : null;
    CalendarTrigger calendar = node.has("calendar") ? calendar(node.get("calendar")) : null;
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
                usage,
                calendar,
                node.path("catch_up").asBoolean(false),
                work));
  }

  private @Nullable UsageTrigger usage(JsonNode node) {
    double every = node.get("every").asDouble();
    // With a lead of 0, so that each complaint points at what it is about.
    String meter = node.get("meter").asString();
    String unit = node.get("unit").asString();
    double start = node.path("start").asDouble(0);
    if (made(node.get("every"), () -> new UsageTrigger(meter, unit, every, 0, 0)) == null) {
      return null;
    }
    if (node.has("start")
        && made(node.get("start"), () -> new UsageTrigger(meter, unit, every, 0, start)) == null) {
      return null;
    }
    double lead = node.path("lead").asDouble(0);
    return made(
        node.has("lead") ? node.get("lead") : node,
        () -> new UsageTrigger(meter, unit, every, lead, start));
  }

  private @Nullable CalendarTrigger calendar(JsonNode node) {
    Period every = read(node.get("every"), Spans::period);
    Period lead = node.has("lead") ? read(node.get("lead"), Spans::period) : Period.ZERO;
    LocalDate start = node.has("start") ? read(node.get("start"), RuleReader::date) : null;
    if (every == null
        || made(node.get("every"), () -> new CalendarTrigger(every, Period.ZERO, null)) == null) {
      return null;
    }
    if (start != null
        && made(node.get("start"), () -> new CalendarTrigger(every, Period.ZERO, start)) == null) {
      return null;
    }
    return lead == null
        ? null
        : made(
            node.has("lead") ? node.get("lead") : node,
            () -> new CalendarTrigger(every, lead, start));
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + text + "' is no date: write YYYY-MM-DD", e);
    }
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
