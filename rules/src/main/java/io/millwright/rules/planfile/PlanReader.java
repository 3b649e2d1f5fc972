package io.millwright.rules.planfile;

import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.plan.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a plan file: YAML as plans.schema.json describes it. Reports everything that is wrong with
 * line and column, not just the first.
 */
public final class PlanReader {
  private static final YamlSchema SCHEMA = YamlSchema.named("plans.schema.json");

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

  /**
   * Reads rules that stand inside another file.
   *
   * @param tree the file
   * @param node what would be a plan file's document; keys written twice in it are not complained
   *     of, because the tree has done so for the whole file
   * @return its rules
   * @throws PlanException with everything that is wrong
   */
  public static PlanSet readPart(YamlTree tree, JsonNode node) throws PlanException {
    return new PlanReader().rules(tree, node);
  }

  private PlanSet document(String yaml) throws PlanException {
    YamlTree tree = YamlTree.read(yaml);
    problems.addAll(tree.problems());
    return rules(tree, tree.root());
  }

  private PlanSet rules(YamlTree tree, @Nullable JsonNode document) throws PlanException {
    if (document == null || document.isNull()) {
      throw new PlanException(
          List.of(new PlanProblem(1, 1, "The file is empty: write 'plans:' or 'conditions:'")));
    }
    if (!document.isObject()) {
      throw new PlanException(
          List.of(YamlTree.at(document, "The file must begin with 'plans:' or 'conditions:'")));
    }
    problems.addAll(SCHEMA.problems(tree, document));
    List<Rule> rules = new ArrayList<>();
    MeterList meters = new MeterList(problems);
    // Values can only be read where the shape is right; else the complaints would repeat.
    if (problems.isEmpty()) {
      RuleReader reader = new RuleReader(problems);
      document.path("plans").forEach(node -> add(rules, node, reader::plan));
      document.path("conditions").forEach(node -> add(rules, node, reader::condition));
      meters.read(document.path("meters"));
    }
    if (!problems.isEmpty()) {
      problems.sort(Comparator.comparingInt(PlanProblem::line).thenComparing(PlanProblem::column));
      throw new PlanException(problems);
    }
    return new PlanSet(rules, meters.rules());
  }

  private void add(List<Rule> rules, JsonNode node, Function<JsonNode, @Nullable Rule> reader) {
    JsonNode id = node.get("id");
    JsonNode earlier = seen.putIfAbsent(id.asString(), id);
    if (earlier != null) {
      int line = YamlTree.at(earlier, "").line();
      problems.add(
          YamlTree.at(id, "The id '" + id.asString() + "' is taken by the rule in line " + line));
    }
    Rule rule = reader.apply(node);
    if (rule != null) {
      rules.add(rule);
    }
  }
}
