package io.millwright.ingest.dispatch;

import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes what a target is told when an order becomes more urgent: a CloudEvent 1.0 in structured
 * mode, as {@code docs/contracts.md} section 2 shows it. Any thread.
 */
final class EscalationEvent {
  private final JsonMapper json = JsonMapper.shared();

  /** The same for every attempt: {@code {order id}:{n}}. */
  static String key(UUID order, int number) {
    return order + ":" + number;
  }

  /**
   * Writes an escalation. The same row gives the same bytes.
   *
   * @param order the order
   * @param escalation the first that waits
   * @return JSON in UTF-8
   */
  byte[] body(OutboxRow order, WaitingEscalation escalation) {
    ObjectNode event = json.createObjectNode();
    event.put("specversion", "1.0");
    event.put("id", key(order.id(), escalation.number()));
    event.put("source", "/millwright");
    event.put("type", "io.millwright.work-order.escalated.v1");
    event.put("subject", order.asset().tag());
    event.put("time", escalation.time().toString());
    event.put("datacontenttype", "application/json");
    event
        .putObject("data")
        .put("id", order.id().toString())
        .put("number", OrderNumber.format(order.number()))
        .put("external_reference", order.id().toString())
        .put("remote_id", order.remoteId())
        .put("episode", order.episode())
        .put("n", escalation.number())
        .put("priority", Math.min(order.priority(), escalation.priority()))
        .put("due_at", escalation.dueAt() == null ? null : escalation.dueAt().toString())
        .put("severity", escalation.severity())
        .put("why", escalation.why());
    return json.writeValueAsBytes(event);
  }
}
