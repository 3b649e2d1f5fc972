package io.millwright.rules.planfile;

import com.networknt.schema.serialization.node.TokenStreamLocationAwareArrayNode;
import com.networknt.schema.serialization.node.TokenStreamLocationAwareBooleanNode;
import com.networknt.schema.serialization.node.TokenStreamLocationAwareDoubleNode;
import com.networknt.schema.serialization.node.TokenStreamLocationAwareLongNode;
import com.networknt.schema.serialization.node.TokenStreamLocationAwareNullNode;
import com.networknt.schema.serialization.node.TokenStreamLocationAwareObjectNode;
import com.networknt.schema.serialization.node.TokenStreamLocationAwareStringNode;
import com.networknt.schema.utils.JsonNodes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.io.ContentReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A YAML 1.2 document as the JSON nodes that the schema checks, with the position of every value
 * and every key. Read from YAML's own nodes, because a token stream would lose what was written
 * twice, what an alias stands for and where a key is.
 */
public final class YamlTree {
  /** Aliases of aliases can make a small text large beyond all memory. */
  private static final int MOST_VALUES = 100_000;

  private static final int DEEPEST = 50;

  private final List<PlanProblem> problems = new ArrayList<>();
  private final IdentityHashMap<JsonNode, Map<String, Node>> keys = new IdentityHashMap<>();
  private final IdentityHashMap<JsonNode, String> written = new IdentityHashMap<>();
  private @Nullable JsonNode root;
  private int values;

  private YamlTree() {}

  /**
   * Reads a text.
   *
   * @param yaml the text
   * @return its values and where they stand
   * @throws PlanException when it is no YAML
   */
  public static YamlTree read(String yaml) throws PlanException {
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setMaxAliasesForCollections(MOST_VALUES) // Each may share one list of tasks.
            .build();
    YamlTree tree = new YamlTree();
    try {
      Iterator<Node> documents = new Compose(settings).composeAllFromString(yaml).iterator();
      tree.root = documents.hasNext() ? tree.value(documents.next(), 0) : null;
      if (documents.hasNext()) {
        tree.complain(documents.next(), "A second document begins here: put all rules in one");
      }
    } catch (MarkedYamlEngineException e) {
      throw new PlanException(List.of(problem(e.getProblemMark(), "Not YAML: " + words(e))));
    } catch (YamlEngineException e) {
      throw new PlanException(List.of(new PlanProblem(1, 1, "Not YAML: " + e.getMessage())));
    }
    return tree;
  }

  private static String words(MarkedYamlEngineException e) {
    String context = e.getContext() == null ? "" : e.getContext();
    return (e.getProblem() + " " + context).trim();
  }

  /** The document, or null when there is nothing but comments. */
  public @Nullable JsonNode root() {
    return root;
  }

  /** What is wrong with it before any schema: keys written twice, numbers without end. */
  public List<PlanProblem> problems() {
    return problems;
  }

  /**
   * A problem with a value.
   *
   * @param node a value of this tree
   * @param message what is wrong and what would be right
   * @return the problem, in the place of the value
   */
  public static PlanProblem at(JsonNode node, String message) {
    TokenStreamLocation location = JsonNodes.tokenStreamLocationOf(node);
    return new PlanProblem(location.getLineNr(), location.getColumnNr(), message);
  }

  /**
   * A problem with a key of a mapping.
   *
   * @param mapping the mapping, of this tree
   * @param key the key; the mapping's own place is taken when it has none of that name
   * @param message what is wrong and what would be right
   * @return the problem, in the place of the key
   */
  public PlanProblem atKey(JsonNode mapping, String key, String message) {
    Node node = keys.getOrDefault(mapping, Map.of()).get(key);
    return node == null ? at(mapping, message) : problem(node.getStartMark(), message);
  }

  /**
   * A scalar as it was written: {@code 0x10} is the number 16, but may have been meant otherwise.
   *
   * @param scalar a text or a number of this tree
   * @return its text
   */
  public String written(JsonNode scalar) {
    return written.getOrDefault(scalar, scalar.asString());
  }

  private static PlanProblem problem(Optional<Mark> mark, String message) {
    return new PlanProblem(
        mark.map(m -> m.getLine() + 1).orElse(1),
        mark.map(m -> m.getColumn() + 1).orElse(1),
        message);
  }

  private void complain(Node node, String message) {
    problems.add(problem(node.getStartMark(), message));
  }

  private JsonNode value(Node node, int depth) {
    if (++values > MOST_VALUES || depth > DEEPEST) {
      throw new YamlEngineException(
          "more than " + MOST_VALUES + " values, or nested deeper than " + DEEPEST);
    }
    TokenStreamLocation location = location(node);
    if (node instanceof MappingNode mapping) {
      return object(mapping, location, depth);
    } else if (node instanceof SequenceNode sequence) {
      var array = new TokenStreamLocationAwareArrayNode(JsonNodeFactory.instance, location);
      sequence.getValue().forEach(item -> array.add(value(item, depth + 1)));
      return array;
    }
    return scalar((ScalarNode) node, location);
  }

  private static TokenStreamLocation location(Node node) {
    PlanProblem place = problem(node.getStartMark(), "");
    return new TokenStreamLocation(ContentReference.unknown(), -1, place.line(), place.column());
  }

  private JsonNode object(MappingNode mapping, TokenStreamLocation location, int depth) {
    var object = new TokenStreamLocationAwareObjectNode(JsonNodeFactory.instance, location);
    Map<String, Node> written = new HashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        complain(tuple.getKeyNode(), "A key must be a word");
        continue;
      }
      Node earlier = written.putIfAbsent(key.getValue(), key);
      if (earlier != null) {
        int line = problem(earlier.getStartMark(), "").line();
        complain(key, "The key '" + key.getValue() + "' stands in line " + line + " already");
      } else {
        object.set(key.getValue(), value(tuple.getValueNode(), depth + 1));
      }
    }
    keys.put(object, written);
    return object;
  }

  private JsonNode scalar(ScalarNode node, TokenStreamLocation location) {
    String text = node.getValue();
    Tag tag = node.getTag();
    if (tag.equals(Tag.NULL)) {
      return new TokenStreamLocationAwareNullNode(location);
    } else if (tag.equals(Tag.BOOL)) {
      return new TokenStreamLocationAwareBooleanNode(Boolean.parseBoolean(text), location);
    } else if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      JsonNode number = number(node, location);
      written.put(number, text);
      return number;
    }
    return new TokenStreamLocationAwareStringNode(text, location);
  }

  private JsonNode number(ScalarNode node, TokenStreamLocation location) {
    String text = node.getValue();
    try {
      return new TokenStreamLocationAwareLongNode(whole(text), location);
    } catch (NumberFormatException e) {
      double value = Double.NaN;
      try {
        value = Double.parseDouble(text);
      } catch (NumberFormatException notFinite) {
        // .inf and .nan: complained of below.
      }
      if (!Double.isFinite(value)) {
        complain(node, "'" + text + "' is no number that can be counted with");
        value = 0;
      }
      return new TokenStreamLocationAwareDoubleNode(value, location);
    }
  }

  private static long whole(String text) {
    return text.startsWith("0x")
        ? Long.parseLong(text.substring(2), 16)
        : text.startsWith("0o") ? Long.parseLong(text.substring(2), 8) : Long.parseLong(text);
  }
}
