package io.millwright.rules.planfile;

import io.millwright.rules.plan.Bounds;
import io.millwright.rules.plan.Deviation;
import io.millwright.rules.plan.Persistence;
import io.millwright.rules.plan.Projection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the signals that compare an asset with its own past.
 *
 * @param values makes values and notes what is wrong with them
 * @param leaves reads what they have in common with others
 */
record TrendReader(RuleValues values, LeafValues leaves) {
  private static final int USUAL_READINGS = 100;
  private static final double USUAL_SIGMAS = 2;

  /** Reads {@code deviates}. */
  @Nullable Deviation deviation(JsonNode node) {
    Persistence persistence = leaves.persistence(node);
    Bounds bounds = values.made(node.get("sigmas"), () -> sigmas(node));
    JsonNode baseline = node.path("baseline");
    int readings = baseline.path("readings").asInt(USUAL_READINGS);
    double weight = baseline.path("weight").asDouble(0);
    Deviation.Baseline learnt =
        values.made(
            node.has("baseline") ? baseline : node, () -> new Deviation.Baseline(readings, weight));
    double smoothing = node.path("smoothing").asDouble(1);
    double leastSigma = node.path("least_sigma").asDouble(0);
    return persistence == null || bounds == null || learnt == null
        ? null
        : values.made(
            node.has("least_sigma") ? node.get("least_sigma") : node,
            () ->
                new Deviation(
                    LeafValues.meter(node),
                    LeafValues.unitIfAny(node),
                    bounds,
                    learnt,
                    smoothing,
                    leastSigma,
                    persistence));
  }

  private static Bounds sigmas(JsonNode node) {
    double sigmas = node.get("sigmas").asDouble();
    return switch (node.path("side").asString("either")) {
      case "above" -> Bounds.above(sigmas, sigmas);
      case "below" -> Bounds.below(-sigmas, -sigmas);
      default -> new Bounds(-sigmas, sigmas, -sigmas, sigmas);
    };
  }

  /** Reads {@code projected}. */
  @Nullable Projection projection(JsonNode node) {
    Persistence persistence = leaves.persistence(node);
    boolean above = node.has("above");
    double limit = node.path(above ? "above" : "below").asDouble();
    Bounds bounds =
        values.made(node, () -> above ? Bounds.above(limit, limit) : Bounds.below(limit, limit));
    long within = values.millis(node, "within");
    long over = values.millis(node, "over");
    double sigmas = node.path("sigmas").asDouble(USUAL_SIGMAS);
    return persistence == null || bounds == null
        ? null
        : values.made(
            within > 0 ? node.get("over") : node.get("within"),
            () ->
                new Projection(
                    LeafValues.meter(node),
                    LeafValues.unit(node),
                    bounds,
                    within,
                    over,
                    sigmas,
                    persistence));
  }
}
