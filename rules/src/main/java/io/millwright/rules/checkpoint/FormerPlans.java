package io.millwright.rules.checkpoint;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * States of plans from before they had any number of triggers: one usage half and one calendar
 * half, each in fields of its own. Without this, the first start of a newer version would forget
 * where every plan counts from.
 */
final class FormerPlans {
  private FormerPlans() {}

  /** Whether a state may have such plans. */
  static boolean mayBeIn(String json) {
    return json.contains("\"baseTotal\"");
  }

  /** Rewrites the plans of a state in place. */
  static void bringUpToDate(JsonNode state) {
    for (JsonNode plan : state.path("plans")) {
      if (plan instanceof ObjectNode former && !former.has("halves")) {
        JsonNode meter = former.path("meter");
        ArrayNode halves = former.putArray("halves");
        add(halves, meter, "base", former.path("baseTotal"));
        if (add(halves, null, "base", former.path("baseTime"))) {
          ((ObjectNode) halves.get(halves.size() - 1)).set("anchor", former.get("anchorTime"));
        }
        if (former.path("open") instanceof ObjectNode open) {
          open(open, meter);
        }
      }
    }
  }

  private static void open(ObjectNode open, JsonNode meter) {
    boolean byUsage = open.path("byUsage").asBoolean();
    ArrayNode halves = open.putArray("halves");
    if (add(halves, meter, "due", open.path("dueTotal"))) {
      ((ObjectNode) halves.get(0)).put("fired", byUsage);
    }
    if (add(halves, null, "due", open.path("dueTime"))) {
      ((ObjectNode) halves.get(halves.size() - 1)).put("fired", !byUsage);
    }
  }

  private static boolean add(ArrayNode halves, @Nullable JsonNode meter, String key, JsonNode at) {
    if (!at.isNumber()) {
      return false;
    }
    ObjectNode half = halves.addObject();
    half.set("meter", meter);
    half.put(key, at.asDouble());
    return true;
  }
}
