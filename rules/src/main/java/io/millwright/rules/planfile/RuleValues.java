package io.millwright.rules.planfile;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes values from nodes, and notes where that fails.
 *
 * @param problems receives what is wrong
 */
record RuleValues(List<PlanProblem> problems) {

  /** A span of exact length under a key; null when there is none or it is wrong. */
  @Nullable Duration span(JsonNode parent, String key) {
    return parent.has(key) ? read(parent.get(key), Spans::duration) : null;
  }

  /** The same in milliseconds; 0 when there is none. */
  long millis(JsonNode parent, String key) {
    Duration span = span(parent, key);
    return span == null ? 0 : span.toMillis();
  }

  <T> @Nullable T read(JsonNode node, Function<String, T> reader) {
    return made(node, () -> reader.apply(node.asString()));
  }

  /** Makes something, or notes what is wrong with it where it stands. */
  <T> @Nullable T made(JsonNode node, Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      complain(node, String.valueOf(e.getMessage()));
      return null;
    }
  }

  void complain(JsonNode node, String what) {
    problems.add(YamlTree.at(node, what));
  }
}
