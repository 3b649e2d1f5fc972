package io.millwright.rules.plantest;

import io.millwright.rules.planfile.Misspelling;
import io.millwright.rules.planfile.PlanProblem;
import io.millwright.rules.planfile.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads values that have the shape of the schema, and notes what is wrong with them. */
final class Values {
  final YamlTree tree;
  final List<PlanProblem> problems = new ArrayList<>();

  /** Where rules are named; whether they exist shows when the plans are known. */
  final List<JsonNode> ruleNames = new ArrayList<>();

  Values(YamlTree tree) {
    this.tree = tree;
  }

  void complain(JsonNode node, String message) {
    problems.add(YamlTree.at(node, message));
  }

  /** Reads a text; null, with a complaint in its place, when it cannot be. */
  <T> @Nullable T read(JsonNode node, Function<String, T> reader) {
    return made(node, () -> reader.apply(tree.written(node)));
  }

  /** Makes something; null, with a complaint about the node, when it cannot be. */
  <T> @Nullable T made(JsonNode node, Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      complain(node, String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** Reads a time; the start, with a complaint, when it is none. */
  long time(JsonNode node, Timeline timeline) {
    Long time = read(node, timeline::read);
    return time == null ? timeline.start() : time;
  }

  /** One of some words; null when the key is not there or, with a complaint, is none of them. */
  <T> @Nullable T oneOf(JsonNode parent, String key, Map<String, T> known) {
    JsonNode node = parent.get(key);
    if (node == null) {
      return null;
    }
    T value = known.get(node.asString());
    if (value == null) {
      String meant = Misspelling.closest(node.asString(), known.keySet());
      complain(
          node,
          key
              + " must be one of "
              + String.join(", ", known.keySet())
              + ", not "
              + node
              + (meant == null ? "" : ": did you mean " + meant + "?"));
    }
    return value;
  }

  String rule(JsonNode node) {
    ruleNames.add(node);
    return node.asString();
  }

  static @Nullable String text(JsonNode parent, String key) {
    return parent.has(key) ? parent.get(key).asString() : null;
  }
}
