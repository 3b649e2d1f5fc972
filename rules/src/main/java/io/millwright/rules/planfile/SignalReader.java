package io.millwright.rules.planfile;

import io.millwright.rules.plan.Bounds;
import io.millwright.rules.plan.FaultCode;
import io.millwright.rules.plan.Limit;
import io.millwright.rules.plan.Persistence;
import io.millwright.rules.plan.Signal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads what a condition watches from nodes that have the shape of the schema.
 *
 * @param values makes values and notes what is wrong with them
 */
record SignalReader(RuleValues values) {

  /** Reads a signal; null when something is wrong with it. */
  @Nullable Signal signal(JsonNode node) {
    if (node.has("fault")) {
      return new FaultCode(node.get("fault").get("code").asString());
    }
    boolean above = node.has("above");
    return limit(node.get(above ? "above" : "below"), above);
  }

  private @Nullable Limit limit(JsonNode node, boolean above) {
    Persistence persistence = persistence(node);
    double limit = node.get("limit").asDouble();
    double clear = node.path("clear").asDouble(limit);
    Bounds bounds =
        values.made(
            node.has("clear") ? node.get("clear") : node,
            () -> above ? Bounds.above(limit, clear) : Bounds.below(limit, clear));
    return persistence == null || bounds == null
        ? null
        : new Limit(node.get("meter").asString(), node.get("unit").asString(), bounds, persistence);
  }

  private @Nullable Persistence persistence(JsonNode node) {
    int before = values.problems().size();
    long onDelay = millis(values.span(node, "on_delay"));
    long offDelay = millis(values.span(node, "off_delay"));
    return values.problems().size() > before ? null : new Persistence(onDelay, offDelay);
  }

  private static long millis(@Nullable Duration span) {
    return span == null ? 0 : span.toMillis();
  }
}
