package io.millwright.ingest.codec.topics;

import io.millwright.rules.planfile.PlanException;
import io.millwright.rules.planfile.PlanProblem;
import io.millwright.rules.planfile.YamlSchema;
import io.millwright.rules.planfile.YamlTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Reads a mapping file: YAML as topics.schema.json describes it. Reports everything that is wrong
 * with line and column, not just the first.
 */
public final class TopicsFile {
  private static final YamlSchema SCHEMA = YamlSchema.named(TopicsFile.class, "topics.schema.json");

  /** Topics that other notations take before any rule is asked. */
  private static final List<TopicPattern> TAKEN =
      List.of(TopicPattern.parse("millwright/v1/#"), TopicPattern.parse("spBv1.0/#"));

  private TopicsFile() {}

  /**
   * Reads a mapping file's text.
   *
   * @param yaml the text
   * @return what it says
   * @throws PlanException with everything that is wrong
   */
  public static TopicMap read(String yaml) throws PlanException {
    YamlTree tree = YamlTree.read(yaml);
    List<PlanProblem> problems = new ArrayList<>(tree.problems());
    JsonNode root = tree.root();
    if (root == null || !root.isObject()) {
      throw new PlanException(
          List.of(new PlanProblem(1, 1, "The file must begin with 'rules:' or 'gateway:'")));
    }
    problems.addAll(SCHEMA.problems(tree, root));
    List<TopicRule> rules = new ArrayList<>();
    // Values can only be read where the shape is right; else the complaints would repeat.
    if (problems.isEmpty()) {
      for (JsonNode rule : root.path("rules")) {
        TopicRule read = new TopicRuleReader(tree, rule, problems).read();
        if (read != null) {
          reachable(read, rule.path("topic"), rules, problems);
          rules.add(read);
        }
      }
    }
    if (!problems.isEmpty()) {
      problems.sort(Comparator.comparingInt(PlanProblem::line).thenComparing(PlanProblem::column));
      throw new PlanException(problems);
    }
    return new TopicMap(root.path("gateway").asString(TopicMap.DEFAULT_GATEWAY), rules);
  }

  private static void reachable(
      TopicRule rule, JsonNode topic, List<TopicRule> before, List<PlanProblem> problems) {
    for (TopicPattern taken : TAKEN) {
      if (taken.covers(rule.pattern())) {
        problems.add(
            YamlTree.at(
                topic,
                "topic: is never asked for, because "
                    + taken.filter()
                    + " has a notation of its own"));
      }
    }
    for (TopicRule earlier : before) {
      if (earlier.pattern().covers(rule.pattern())) {
        problems.add(
            YamlTree.at(
                topic,
                "topic: is never asked for, because the rule in line "
                    + earlier.line()
                    + " takes all of its topics: put the narrower one first"));
        return;
      }
    }
  }
}
