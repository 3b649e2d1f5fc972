package io.millwright.rules.planfile;

import io.millwright.rules.plan.AppliesTo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads values from nodes that have the shape of the schema, and notes what is wrong with them. */
abstract class ValueReader {
  /** What is wrong with the values. */
  final List<PlanProblem> problems;

  ValueReader(List<PlanProblem> problems) {
    this.problems = problems;
  }

  static AppliesTo appliesTo(JsonNode node) {
    JsonNode classes = node.path("class");
    Set<String> names =
        classes.isString() ? Set.of(classes.asString()) : new LinkedHashSet<>(strings(classes));
    return new AppliesTo(names, new LinkedHashSet<>(strings(node.path("tags"))));
  }

  static List<String> strings(JsonNode array) {
    List<String> values = new ArrayList<>();
    array.forEach(value -> values.add(value.asString()));
    return values;
  }

  static long millis(@Nullable Duration span) {
    return span == null ? 0 : span.toMillis();
  }

  final @Nullable Duration span(JsonNode parent, String key) {
    return parent.has(key) ? read(parent.get(key), Spans::duration) : null;
  }

  final <T> @Nullable T read(JsonNode node, Function<String, T> reader) {
    return made(node, () -> reader.apply(node.asString()));
  }

  /** Makes something, or notes what is wrong with it where it stands. */
  final <T> @Nullable T made(JsonNode node, Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      problems.add(YamlTree.at(node, String.valueOf(e.getMessage())));
      return null;
    }
  }
}
