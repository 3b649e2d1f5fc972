package io.millwright.rules.planfile;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads values and notes what is wrong with them where they stand. */
class ValueReader {
  final List<PlanProblem> problems;

  /**
   * Creates it.
   *
   * @param problems receives what is wrong with the values
   */
  ValueReader(List<PlanProblem> problems) {
    this.problems = problems;
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
