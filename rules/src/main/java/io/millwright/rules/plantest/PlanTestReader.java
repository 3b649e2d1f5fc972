package io.millwright.rules.plantest;

import io.millwright.rules.episode.Suppression;
import io.millwright.rules.episode.Target;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.model.Asset;
import io.millwright.rules.model.WorkType;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.planfile.PlanException;
import io.millwright.rules.planfile.PlanProblem;
import io.millwright.rules.planfile.PlanReader;
import io.millwright.rules.planfile.YamlSchema;
import io.millwright.rules.planfile.YamlTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a file of plan tests: YAML as plan-tests.schema.json describes it. Reports everything that
 * is wrong with line and column, not just the first.
 */
public final class PlanTestReader {
  private static final YamlSchema SCHEMA = YamlSchema.named("plan-tests.schema.json");
  private static final Map<String, Suppression.Reason> REASONS =
      words(List.of(Suppression.Reason.values()), Suppression.Reason::word);
  private static final Map<String, Verdict> VERDICTS =
      words(
          List.of(Verdict.values()).stream().filter(verdict -> !verdict.isBelieved()).toList(),
          Refusal::word);

  private final Values values;

  private PlanTestReader(YamlTree tree) {
    values = new Values(tree);
  }

  private static <T> Map<String, T> words(List<T> all, Function<T, String> word) {
    Map<String, T> words = new LinkedHashMap<>();
    all.forEach(value -> words.put(word.apply(value), value));
    return words;
  }

  /**
   * Reads a file's text.
   *
   * @param yaml the text
   * @return its tests
   * @throws PlanException with everything that is wrong
   */
  public static PlanTestFile read(String yaml) throws PlanException {
    YamlTree tree = YamlTree.read(yaml);
    JsonNode document = tree.root();
    if (document == null || document.isNull()) {
      throw new PlanException(
          List.of(new PlanProblem(1, 1, "The file is empty: write 'plans:' and 'tests:'")));
    }
    if (!document.isObject()) {
      throw new PlanException(
          List.of(YamlTree.at(document, "The file must begin with 'plans:' or 'rules:'")));
    }
    return new PlanTestReader(tree).file(document);
  }

  private PlanTestFile file(JsonNode document) throws PlanException {
    values.problems.addAll(values.tree.problems());
    values.problems.addAll(SCHEMA.problems(values.tree, document));
    PlanSet inline = PlanSet.EMPTY;
    if (document.path("rules").isObject()) {
      try {
        inline = PlanReader.readPart(values.tree, document.get("rules"));
      } catch (PlanException e) {
        values.problems.addAll(e.problems());
      }
    }
    List<PlanTest> tests = new ArrayList<>();
    // Values can only be read where the shape is right; else the complaints would repeat.
    if (values.problems.isEmpty()) {
      document.get("tests").forEach(node -> add(tests, node));
    }
    if (!values.problems.isEmpty()) {
      values.problems.sort(
          Comparator.comparingInt(PlanProblem::line).thenComparing(PlanProblem::column));
      throw new PlanException(values.problems);
    }
    return new PlanTestFile(Values.text(document, "plans"), inline, tests, values.ruleNames);
  }

  private void add(List<PlanTest> tests, JsonNode node) {
    Asset asset = new AssetReader(values).read(node.get("asset"));
    Long start = values.read(node.get("start"), Timeline::instant);
    if (asset == null || start == null) {
      return;
    }
    Timeline timeline = new Timeline(start);
    List<Step> steps = new StepReader(values, asset, timeline).read(node);
    List<ExpectedSuppression> suppressions =
        list(node.get("expect_suppressed"), item -> suppression(item, timeline));
    List<ExpectedEscalation> escalations =
        list(node.get("expect_escalated"), item -> escalation(item, timeline));
    List<ExpectedRefusal> refusals =
        list(node.get("expect_refused"), item -> refusal(item, timeline));
    tests.add(
        new PlanTest(
            node.get("name").asString(),
            YamlTree.at(node, "").line(),
            asset,
            timeline,
            steps,
            list(node.get("expect"), item -> order(item, timeline)),
            node.has("expect_suppressed") ? suppressions : null,
            node.has("expect_escalated") ? escalations : null,
            refusals));
  }

  private static <T> List<T> list(@Nullable JsonNode nodes, Function<JsonNode, T> reader) {
    List<T> list = new ArrayList<>();
    if (nodes != null) {
      nodes.forEach(node -> list.add(reader.apply(node)));
    }
    return list;
  }

  private ExpectedOrder order(JsonNode node, Timeline timeline) {
    String type = Values.text(node, "type");
    return new ExpectedOrder(
        values.rule(node.get("rule")),
        values.time(node.get("at"), timeline),
        node.path("shadow").asBoolean(false),
        type == null ? null : WorkType.valueOf(type),
        node.has("priority") ? node.get("priority").asInt() : null,
        values.oneOf(node, "target", words(List.of(Target.values()), Target::word)),
        due(node.get("due"), timeline),
        Values.text(node, "why_contains"),
        node.has("covers") ? Set.copyOf(list(node.get("covers"), values::rule)) : null);
  }

  private ExpectedOrder.@Nullable Due due(@Nullable JsonNode node, Timeline timeline) {
    return node == null
        ? null
        : new ExpectedOrder.Due(
            node.asString().equals("unknown") ? null : values.time(node, timeline));
  }

  private ExpectedEscalation escalation(JsonNode node, Timeline timeline) {
    return new ExpectedEscalation(
        values.rule(node.get("rule")),
        values.time(node.get("at"), timeline),
        node.has("priority") ? node.get("priority").asInt() : null,
        due(node.get("due"), timeline),
        Values.text(node, "why_contains"));
  }

  private ExpectedSuppression suppression(JsonNode node, Timeline timeline) {
    return new ExpectedSuppression(
        values.rule(node.get("rule")),
        values.time(node.get("at"), timeline),
        values.oneOf(node, "reason", REASONS),
        Values.text(node, "detail_contains"));
  }

  private ExpectedRefusal refusal(JsonNode node, Timeline timeline) {
    return new ExpectedRefusal(
        node.get("meter").asString(),
        values.time(node.get("at"), timeline),
        values.oneOf(node, "reason", VERDICTS));
  }
}
