package io.millwright.ingest.dispatch;

import io.millwright.ingest.dispatch.OutboxRow.OrderAsset;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the body of a delivery: a CloudEvent 1.0 in structured mode, as {@code docs/contracts.md}
 * section 2 shows it. Any thread.
 */
final class WorkOrderEvent {
  /** The body's media type. */
  static final String CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8";

  private final JsonMapper json = JsonMapper.shared();

  /**
   * Writes an order. The same row gives the same bytes.
   *
   * @param order the order
   * @return JSON in UTF-8
   */
  byte[] body(OutboxRow order) {
    ObjectNode event = json.createObjectNode();
    event.put("specversion", "1.0");
    event.put("id", order.id().toString());
    event.put("source", "/millwright");
    event.put("type", "io.millwright.work-order.raised.v1");
    event.put("subject", order.asset().tag());
    event.put("time", order.raisedAt().toString());
    event.put("datacontenttype", "application/json");
    data(event.putObject("data"), order);
    return json.writeValueAsBytes(event);
  }

  private void data(ObjectNode data, OutboxRow order) {
    data.put("id", order.id().toString());
    data.put("number", OrderNumber.format(order.number()));
    data.put("external_reference", order.id().toString());
    data.put("type", order.type());
    data.put("priority", order.priority());
    data.put("title", order.title());
    data.put("target", order.target());
    data.put("episode", order.episode());
    asset(data.putObject("asset"), order.asset());
    data.putObject("rule").put("id", order.rule()).put("version", order.ruleVersion());
    data.put("raised_at", order.raisedAt().toString());
    data.putObject("due")
        .put("at", order.dueAt() == null ? null : order.dueAt().toString())
        .put("meter", order.dueMeter())
        .put("reading", order.dueReading());
    data.set("job", json.readTree(order.job()));
    data.set("evidence", json.readTree(order.evidence()));
  }

  private static void asset(ObjectNode node, OrderAsset asset) {
    node.put("tag", asset.tag())
        .put("name", asset.name())
        .put("class", asset.assetClass())
        .put("site", asset.site())
        .put("ownership", asset.ownership())
        .put("criticality", asset.criticality())
        .put("account", asset.account())
        .put("location", asset.location())
        .put("contact", asset.contact())
        .put("territory", asset.territory());
  }
}
