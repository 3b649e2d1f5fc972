package io.millwright.rules.planfile;

import io.millwright.rules.plan.Bounds;
import io.millwright.rules.plan.Persistence;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads what several kinds of signal have in common.
 *
 * @param values makes values and notes what is wrong with them
 */
record LeafValues(RuleValues values) {

  static String meter(JsonNode node) {
    return node.get("meter").asString();
  }

  static String unit(JsonNode node) {
    return node.get("unit").asString();
  }

  static @Nullable String unitIfAny(JsonNode node) {
    return node.has("unit") ? unit(node) : null;
  }

  /** {@code limit}, with {@code clear} or {@code deadband}. */
  @Nullable Bounds above(JsonNode node) {
    double limit = node.get("limit").asDouble();
    return clearable(
        node, () -> Bounds.above(limit, node.path("clear").asDouble(limit - deadband(node))));
  }

  /** {@code limit}, with {@code clear} or {@code deadband}. */
  @Nullable Bounds below(JsonNode node) {
    double limit = node.get("limit").asDouble();
    return clearable(
        node, () -> Bounds.below(limit, node.path("clear").asDouble(limit + deadband(node))));
  }

  /** {@code from}, {@code to}, with {@code deadband}. */
  @Nullable Bounds outside(JsonNode node) {
    double from = node.get("from").asDouble();
    double to = node.get("to").asDouble();
    if (values.made(node.get("from"), () -> new Bounds(from, to, from, to)) == null) {
      return null;
    }
    double deadband = deadband(node);
    if (2 * deadband > to - from) {
      values.complain(
          node.get("deadband"),
          "'deadband' must be at most half of what is between 'from' and 'to'");
      return null;
    }
    return new Bounds(from, to, from + deadband, to - deadband);
  }

  private static double deadband(JsonNode node) {
    return node.path("deadband").asDouble(0);
  }

  private @Nullable Bounds clearable(JsonNode node, Supplier<Bounds> bounds) {
    if (node.has("clear") && node.has("deadband")) {
      values.complain(
          node.get("deadband"), "'deadband' and 'clear' say the same: it can have one of them");
      return null;
    }
    return values.made(node.has("clear") ? node.get("clear") : node, bounds);
  }

  /** {@code on_delay}, {@code off_delay} and {@code met}. */
  @Nullable Persistence persistence(JsonNode node) {
    int before = values.problems().size();
    long onDelay = values.millis(node, "on_delay");
    long offDelay = values.millis(node, "off_delay");
    JsonNode met = node.path("met");
    int times = met.path("times").asInt(1);
    int of = met.path("of").asInt(times);
    Persistence persistence =
        values.made(
            node.has("met") ? met : node, () -> new Persistence(onDelay, offDelay, times, of));
    return values.problems().size() > before ? null : persistence;
  }
}
