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

  private static final TopicTree TAKEN_TREE = new TopicTree(TAKEN);
  private static final String NEVER = "topic: is never asked for, because ";

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
          rules.add(read);
        }
      }
    }
    if (problems.isEmpty()) {
      unreachable(rules, root.path("rules"), problems);
    }
    if (!problems.isEmpty()) {
      problems.sort(Comparator.comparingInt(PlanProblem::line).thenComparing(PlanProblem::column));
      throw new PlanException(problems);
    }
    return new TopicMap(root.path("gateway").asString(TopicMap.DEFAULT_GATEWAY), rules);
  }

  private static void unreachable(
      List<TopicRule> rules, JsonNode nodes, List<PlanProblem> problems) {
    TopicTree tree = new TopicTree(rules.stream().map(TopicRule::pattern).toList());
    for (int i = 0; i < rules.size(); i++) {
      TopicPattern pattern = rules.get(i).pattern();
      JsonNode topic = nodes.path(i).path("topic");
      int taken = TAKEN_TREE.covering(pattern);
      if (taken >= 0) {
        problems.add(
            YamlTree.at(topic, NEVER + TAKEN.get(taken).filter() + " has a notation of its own"));
      }
      int earlier = tree.covering(pattern);
      if (earlier < i) {
        problems.add(
            YamlTree.at(
                topic,
                NEVER
                    + "the rule in line "
                    + rules.get(earlier).line()
                    + " takes all of its topics: put the narrower one first"));
      }
    }
  }
}
