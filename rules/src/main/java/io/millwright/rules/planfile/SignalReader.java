package io.millwright.rules.planfile;

import io.millwright.rules.plan.Bounds;
import io.millwright.rules.plan.FaultCode;
import io.millwright.rules.plan.Limit;
import io.millwright.rules.plan.Persistence;
import io.millwright.rules.plan.Signal;
import io.millwright.rules.plan.Silence;
import io.millwright.rules.plan.Statistic;
import io.millwright.rules.plan.Step;
import io.millwright.rules.plan.Stuck;
import io.millwright.rules.plan.Window;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what a condition watches from nodes that have the shape of the schema. */
final class SignalReader {
  private final RuleValues values;
  private final LeafValues leaves;
  private final TrendReader trends;

  /**
   * Creates it.
   *
   * @param values makes values and notes what is wrong with them
   */
  SignalReader(RuleValues values) {
    this.values = values;
    this.leaves = new LeafValues(values);
    this.trends = new TrendReader(values, leaves);
  }

  /** Reads the signal in a condition or in a list of signals; null when it is wrong. */
  @Nullable Signal signal(JsonNode node) {
    if (node.has("at_least") && !node.has("any")) {
      values.complain(node.get("at_least"), "'at_least' goes with 'any' only");
      return null;
    } else if (node.has("all")) {
      return group(node.get("all"), node.get("all"), node.get("all").size());
    } else if (node.has("any")) {
      JsonNode any = node.get("any");
      return group(
          any, node.has("at_least") ? node.get("at_least") : any, node.path("at_least").asInt(1));
    }
    int before = values.problems().size();
    Signal leaf = leaf(node);
    return values.problems().size() > before ? null : leaf;
  }

  private @Nullable Signal group(JsonNode list, JsonNode number, int needed) {
    List<Signal> parts = new ArrayList<>();
    for (JsonNode part : list) {
      Signal signal = signal(part);
      if (signal != null) {
        parts.add(signal);
      }
    }
    return parts.size() < list.size()
        ? null
        : values.made(number, () -> new Signal.Group(parts, needed));
  }

  private @Nullable Signal leaf(JsonNode node) {
    if (node.has("above")) {
      return limit(node.get("above"), leaves.above(node.get("above")));
    } else if (node.has("below")) {
      return limit(node.get("below"), leaves.below(node.get("below")));
    } else if (node.has("outside")) {
      return limit(node.get("outside"), leaves.outside(node.get("outside")));
    } else if (node.has("step")) {
      return step(node.get("step"));
    } else if (node.has("stuck")) {
      return stuck(node.get("stuck"));
    } else if (node.has("silence")) {
      return silence(node.get("silence"));
    } else if (node.has("deviates")) {
      return trends.deviation(node.get("deviates"));
    } else if (node.has("projected")) {
      return trends.projection(node.get("projected"));
    }
    return fault(node.get("fault"));
  }

  private @Nullable Limit limit(JsonNode node, @Nullable Bounds bounds) {
    Persistence persistence = leaves.persistence(node);
    Window window = window(node);
    return persistence == null || bounds == null
        ? null
        : new Limit(LeafValues.meter(node), LeafValues.unit(node), bounds, window, persistence);
  }

  private @Nullable Window window(JsonNode node) {
    if (!node.has("of")) {
      if (node.has("over")) {
        values.complain(node.get("over"), "'over' goes with 'of', such as of: average");
      }
      return null;
    }
    if (!node.has("over")) {
      values.complain(node.get("of"), "'of' needs 'over', such as over: 1 h");
      return null;
    }
    Statistic of = Statistic.of(node.get("of").asString());
    long over = values.millis(node, "over");
    return values.made(node.get("over"), () -> new Window(of, over));
  }

  private @Nullable Step step(JsonNode node) {
    Persistence persistence = leaves.persistence(node);
    double by = node.get("by").asDouble();
    return persistence == null
        ? null
        : values.made(
            node.get("by"),
            () -> new Step(LeafValues.meter(node), LeafValues.unit(node), by, persistence));
  }

  private @Nullable Stuck stuck(JsonNode node) {
    long span = values.millis(node, "for");
    double within = node.path("within").asDouble(0);
    return values.made(
        node.has("within") && span > 0 ? node.get("within") : node.get("for"),
        () -> new Stuck(LeafValues.meter(node), LeafValues.unitIfAny(node), span, within));
  }

  private @Nullable Silence silence(JsonNode node) {
    long span = values.millis(node, "for");
    return values.made(node.get("for"), () -> new Silence(LeafValues.meter(node), span));
  }

  private @Nullable FaultCode fault(JsonNode node) {
    String code = node.get("code").asString();
    int times = node.path("times").asInt(1);
    long within = values.millis(node, "within");
    return values.made(
        node.has("times") ? node.get("times") : node.has("within") ? node.get("within") : node,
        () -> new FaultCode(code, times, within));
  }
}
