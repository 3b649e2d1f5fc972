package io.millwright.rules.plan;

import com.networknt.schema.InputFormat;
import com.networknt.schema.serialization.NodeReader;
import io.millwright.rules.model.WorkType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;

/**
 * Reads a plan file: YAML as plans.schema.json describes it. Reports everything that is wrong with
 * line and column, not just the first.
 */
public final class PlanReader {
  private static final NodeReader READER = NodeReader.builder().locationAware().build();

  private final List<PlanProblem> problems = new ArrayList<>();
  private final Map<String, JsonNode> seen = new HashMap<>();

  private PlanReader() {}

  /**
   * Reads a plan file's text.
   *
   * @param yaml the text
   * @return its rules
   * @throws PlanException with everything that is wrong
   */
  public static PlanSet read(String yaml) throws PlanException {
    return new PlanReader().document(yaml);
  }

  private PlanSet document(String yaml) throws PlanException {
    JsonNode document;
    try {
      document = READER.readTree(yaml, InputFormat.YAML);
    } catch (JacksonException e) {
      throw new PlanException(List.of(syntax(e)));
    }
    if (document == null || document.isMissingNode() || document.isNull()) {
      throw new PlanException(
          List.of(new PlanProblem(1, 1, "The file is empty: write 'plans:' or 'conditions:'")));
    }
    problems.addAll(PlanSchema.problems(document));
    if (!problems.isEmpty()) {
      throw new PlanException(problems);
    }
    List<Rule> rules = new ArrayList<>();
    document.path("plans").forEach(node -> add(rules, node, this::plan));
    document.path("conditions").forEach(node -> add(rules, node, this::condition));
    if (!problems.isEmpty()) {
      throw new PlanException(problems);
    }
    return new PlanSet(rules);
  }

  private static PlanProblem syntax(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    String message = "Not YAML: " + e.getOriginalMessage().lines().findFirst().orElse("");
    return at == null
        ? new PlanProblem(1, 1, message)
        : new PlanProblem(Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()), message);
  }

  private void add(List<Rule> rules, JsonNode node, Function<JsonNode, Rule> reader) {
    JsonNode id = node.get("id");
    JsonNode earlier = seen.putIfAbsent(id.asString(), node);
    if (earlier != null) {
      PlanProblem first = PlanSchema.at(earlier, "");
      problems.add(
          PlanSchema.at(
              id, "The id '" + id.asString() + "' is taken by the rule in line " + first.line()));
      return;
    }
    int before = problems.size();
    try {
      Rule rule = reader.apply(node);
      if (problems.size() == before) {
        rules.add(rule);
      }
    } catch (IllegalArgumentException e) {
      if (problems.size() == before) {
        problems.add(PlanSchema.at(node, id.asString() + ": " + e.getMessage()));
      }
    }
  }

  private MaintenancePlan plan(JsonNode node) {
    return new MaintenancePlan(
        node.get("id").asString(),
        node.get("title").asString(),
        version(node),
        appliesTo(node.get("for")),
        "fixed".equals(node.path("schedule").asString("floating"))
            ? Schedule.FIXED
            : Schedule.FLOATING,
        node.has("usage") ? usage(node.get("usage")) : null,
        node.has("calendar") ? calendar(node.get("calendar")) : null,
        node.path("catch_up").asBoolean(false),
        work(node.get("work")));
  }

  private UsageTrigger usage(JsonNode node) {
    return at(
        node,
        n ->
            new UsageTrigger(
                n.get("meter").asString(),
                n.get("unit").asString(),
                n.get("every").asDouble(),
                n.path("lead").asDouble(0),
                n.path("start").asDouble(0)));
  }

  private CalendarTrigger calendar(JsonNode node) {
    return at(
        node,
        n ->
            new CalendarTrigger(
                at(n.get("every"), every -> Spans.period(every.asString())),
                n.has("lead")
                    ? at(n.get("lead"), lead -> Spans.period(lead.asString()))
                    : Period.ZERO,
                n.has("start") ? at(n.get("start"), PlanReader::date) : null));
  }

  private static LocalDate date(JsonNode node) {
    try {
      return LocalDate.parse(node.asString());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "'" + node.asString() + "' is no date: write YYYY-MM-DD", e);
    }
  }

  private Condition condition(JsonNode node) {
    Condition.Signal signal;
    if (node.has("fault")) {
      signal = new Condition.FaultCode(node.get("fault").get("code").asString());
    } else {
      Condition.Side side = node.has("above") ? Condition.Side.ABOVE : Condition.Side.BELOW;
      signal = limit(node.has("above") ? node.get("above") : node.get("below"), side);
    }
    return new Condition(
        node.get("id").asString(),
        node.get("title").asString(),
        version(node),
        appliesTo(node.get("for")),
        signal,
        work(node.get("work")));
  }

  private Condition.Limit limit(JsonNode node, Condition.Side side) {
    Duration onDelay = span(node, "on_delay", Duration.ZERO);
    Duration offDelay = span(node, "off_delay", Duration.ZERO);
    double limit = node.get("limit").asDouble();
    return at(
        node,
        n ->
            new Condition.Limit(
                n.get("meter").asString(),
                n.get("unit").asString(),
                side,
                limit,
                onDelay.toMillis(),
                n.path("clear").asDouble(limit),
                offDelay.toMillis()));
  }

  private Work work(JsonNode node) {
    List<Work.Part> parts = new ArrayList<>();
    node.path("parts")
        .forEach(
            part ->
                parts.add(
                    new Work.Part(part.get("part").asString(), part.path("quantity").asDouble(1))));
    return new Work(
        WorkType.valueOf(node.get("type").asString()),
        node.path("priority").asInt(3),
        node.has("code") ? node.get("code").asString() : null,
        node.path("description").asString(""),
        strings(node.path("skills")),
        node.has("duration") ? span(node, "duration", Duration.ZERO) : null,
        node.has("window") ? span(node, "window", Duration.ZERO) : null,
        node.has("respond_within") ? span(node, "respond_within", Duration.ZERO) : null,
        strings(node.path("tasks")),
        parts);
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

  private Duration span(JsonNode parent, String key, Duration otherwise) {
    JsonNode node = parent.get(key);
    return node == null ? otherwise : at(node, n -> Spans.duration(n.asString()));
  }

  /** Runs a reader and notes where its complaint belongs, so that the position is exact. */
  private <T> T at(JsonNode node, Function<JsonNode, T> reader) {
    int before = problems.size();
    try {
      return reader.apply(node);
    } catch (IllegalArgumentException e) {
      if (problems.size() == before) {
        problems.add(PlanSchema.at(node, String.valueOf(e.getMessage())));
      }
      throw e;
    }
  }

  private static String version(@Nullable JsonNode node) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(String.valueOf(node).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
