package io.millwright.ingest.api;

import io.millwright.ingest.pipeline.PlanChangeResult;
import io.millwright.ingest.plans.PlanVersion;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Plan files as the API shows them. */
final class PlanView {
  private static final int UNBOUND_SHOWN = 100;

  private PlanView() {}

  static ObjectNode summary(PlanVersion version) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("version", version.version())
        .put("activated_at", version.activatedAt().toString())
        .put("by", version.source().by())
        .put("file", version.source().file())
        .put("how", version.atStart() ? "start" : "api");
  }

  static ObjectNode detail(PlanVersion version) {
    return summary(version).put("source", version.source().text());
  }

  static ObjectNode page(List<PlanVersion> versions, int limit) {
    ObjectNode page = JsonMapper.shared().createObjectNode();
    ArrayNode items = page.putArray("items");
    versions.forEach(version -> items.add(summary(version)));
    boolean more = versions.size() == limit;
    page.put("next_before", more ? (Integer) versions.get(versions.size() - 1).version() : null);
    return page;
  }

  static ObjectNode unchanged(PlanVersion version) {
    return summary(version).put("changed", false);
  }

  static ObjectNode activated(PlanChangeResult.Activated activated) {
    ObjectNode answer = summary(activated.version()).put("changed", true);
    answer.put("assets", activated.assets());
    answer.put("unbound_total", activated.unbound().size());
    ArrayNode unbound = answer.putArray("unbound");
    activated.unbound().stream().limit(UNBOUND_SHOWN).forEach(unbound::add);
    return answer;
  }
}
