package io.millwright.ingest.codec.sparkplug;

import io.millwright.rules.planfile.PlanException;
import io.millwright.rules.planfile.PlanProblem;
import io.millwright.rules.planfile.YamlSchema;
import io.millwright.rules.planfile.YamlTree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the file of {@code serve --sparkplug}: {@code docs/sparkplug.md}. */
public final class MappingReader {
  private static final YamlSchema SCHEMA =
      YamlSchema.named("/io/millwright/ingest/codec/sparkplug/sparkplug.schema.json");
  private static final Set<String> OF_NODES = Set.of("group", "edge");
  private static final Set<String> OF_DEVICES = Set.of("group", "edge", "device");

  private final List<PlanProblem> problems = new ArrayList<>();

  private MappingReader() {}

  /**
   * Reads a mapping.
   *
   * @param yaml the text
   * @return the mapping
   * @throws PlanException with everything that is wrong
   */
  public static SparkplugMapping read(String yaml) throws PlanException {
    return new MappingReader().document(yaml);
  }

  private SparkplugMapping document(String yaml) throws PlanException {
    YamlTree tree = YamlTree.read(yaml);
    problems.addAll(tree.problems());
    JsonNode root = tree.root();
    if (root == null || !root.isObject()) {
      throw new PlanException(
          List.of(
              new PlanProblem(1, 1, "The file must have 'nodes:', which says what is an asset")));
    }
    problems.addAll(SCHEMA.problems(tree, root));
    throwIfAny();
    List<NodeRule> nodes = new ArrayList<>();
    root.path("nodes").forEach(node -> nodes.add(node(node)));
    List<MetricRule> metrics = metrics(root.path("metrics"), commonCaptures(nodes));
    NameTemplate gateway = template(root, "gateway", "{edge}", OF_NODES);
    Map<String, String> units = new HashMap<>();
    root.path("units").properties().forEach(e -> units.put(e.getKey(), e.getValue().asString()));
    throwIfAny();
    return new SparkplugMapping(
        root.path("host_id").asString("millwright"),
        seconds(root, "reorder_seconds", 2),
        seconds(root, "rebirth_seconds", 10),
        seconds(root, "offline_seconds", 300),
        root.path("unmapped").asString("ignore").equals("quarantine"),
        gateway,
        nodes,
        metrics,
        units);
  }

  private static Duration seconds(JsonNode root, String key, double otherwise) {
    return Duration.ofMillis(Math.round(1000 * root.path(key).asDouble(otherwise)));
  }

  private void throwIfAny() throws PlanException {
    if (!problems.isEmpty()) {
      problems.sort(Comparator.comparingInt(PlanProblem::line).thenComparing(PlanProblem::column));
      throw new PlanException(problems);
    }
  }

  private NodeRule node(JsonNode node) {
    NamePattern match = pattern(node.path("match"));
    Set<String> known = new HashSet<>(OF_DEVICES);
    if (match != null) {
      known.addAll(match.captures());
      if (levels(match) < 2 && !match.toString().endsWith("#")) {
        problems.add(
            YamlTree.at(
                node.path("match"),
                "'match' must have the levels group/edge for an edge node, or group/edge/device for"
                    + " a device"));
      }
    }
    return new NodeRule(
        match == null ? NamePattern.of("#") : match,
        template(node, "asset", "", known),
        metrics(node.path("metrics"), known));
  }

  private static int levels(NamePattern match) {
    return match.toString().split("/", -1).length;
  }

  /** What rules for the metrics of all assets can refer to: what each of the nodes captures. */
  private static Set<String> commonCaptures(List<NodeRule> nodes) {
    Set<String> common = new HashSet<>(OF_DEVICES);
    Set<String> captured = new HashSet<>(nodes.get(0).match().captures());
    nodes.forEach(node -> captured.retainAll(node.match().captures()));
    common.addAll(captured);
    return common;
  }

  private List<MetricRule> metrics(JsonNode list, Set<String> known) {
    List<MetricRule> rules = new ArrayList<>();
    list.forEach(
        node -> {
          MetricRule rule = metric(node, known);
          if (rule != null) {
            rules.add(rule);
          }
        });
    return rules;
  }

  private @Nullable MetricRule metric(JsonNode node, Set<String> nodeCaptures) {
    NamePattern name = pattern(node.path("name"));
    if (name == null) {
      return null;
    }
    Set<String> known = new HashSet<>(nodeCaptures);
    known.addAll(name.captures());
    boolean meter = node.has("meter") || node.has("unit") || node.has("states");
    int kinds =
        (meter ? 1 : 0)
            + (node.has("fault") ? 1 : 0)
            + (node.has("fault_codes") ? 1 : 0)
            + (node.has("ignore") ? 1 : 0);
    if (node.has("ignore") && node.has("asset")) {
      problems.add(YamlTree.at(node, "what is left out has no 'asset'"));
    }
    NameTemplate asset = node.has("asset") ? template(node, "asset", "", known) : null;
    if (kinds > 1) {
      problems.add(
          YamlTree.at(
              node,
              "a metric is one of: a meter ('meter', 'unit', 'states'), 'fault', 'fault_codes' or"
                  + " 'ignore'"));
      return null;
    }
    if (node.has("fault")) {
      return new MetricRule.Fault(name, asset, template(node, "fault", "", known));
    } else if (node.has("fault_codes")) {
      Map<String, String> codes = new HashMap<>();
      node.get("fault_codes")
          .properties()
          .forEach(e -> codes.put(e.getKey(), e.getValue().asString()));
      return new MetricRule.FaultCodes(name, asset, codes);
    } else if (node.has("ignore")) {
      return new MetricRule.Ignored(name);
    }
    Map<String, Double> states = new HashMap<>();
    node.path("states").properties().forEach(e -> states.put(e.getKey(), e.getValue().asDouble()));
    JsonNode unit = node.get("unit");
    boolean oneAsset = !node.path("asset").asString("").contains("{");
    if (node.has("meter")
        && !name.isLiteral()
        && oneAsset
        && !node.get("meter").asString().contains("{")) {
      problems.add(
          YamlTree.at(
              node.get("meter"),
              "'name' fits several metrics, and all of them would be meter '"
                  + node.get("meter").asString()
                  + "': put a capture of 'name' into 'meter' or 'asset', or leave 'meter' out"));
    }
    return new MetricRule.Meter(
        name,
        asset,
        node.has("meter") ? template(node, "meter", "", known) : null,
        unit == null ? null : unit.asString(),
        states);
  }

  private @Nullable NamePattern pattern(JsonNode node) {
    try {
      return NamePattern.of(node.asString());
    } catch (IllegalArgumentException e) {
      problems.add(YamlTree.at(node, "'" + node.asString() + "': " + e.getMessage()));
      return null;
    }
  }

  private NameTemplate template(JsonNode owner, String key, String otherwise, Set<String> known) {
    JsonNode node = owner.get(key);
    NameTemplate template = new NameTemplate(node == null ? otherwise : node.asString());
    for (String capture : template.captures()) {
      if (node != null && !known.contains(capture)) {
        problems.add(
            YamlTree.at(
                node,
                "'"
                    + key
                    + "' refers to {"
                    + capture
                    + "}, which nothing captures: known are "
                    + String.join(", ", known.stream().sorted().map(k -> "{" + k + "}").toList())));
      }
    }
    return template;
  }
}
