package io.millwright.sim.orders;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A work order as the API tells it.
 *
 * @param number such as WO-000012
 * @param type PM, CM or EM
 * @param asset the asset's tag
 * @param target cmms or fsm
 * @param title what is to be done
 * @param why one sentence
 * @param raisedAt event time at which the rule fired
 * @param rule the rule's id
 * @param dueAt when it is due, or null when unknown
 * @param status open, accepted, started, completed or cancelled
 * @param delivery pending, held, delivered, rejected or withdrawn
 * @param attempts how often it was sent
 * @param latency from its commit to the target's answer, or null before that
 */
public record ListedOrder(
    String number,
    String type,
    String asset,
    String target,
    String title,
    String why,
    Instant raisedAt,
    String rule,
    @Nullable Instant dueAt,
    String status,
    String delivery,
    int attempts,
    @Nullable Duration latency) {

  /** Reads one item of {@code GET /v1/work-orders}. */
  static ListedOrder of(JsonNode order) {
    Instant recorded = time(order.path("recorded_at"));
    Instant delivered = time(order.path("delivery").path("delivered_at"));
    return new ListedOrder(
        order.path("number").asString(),
        order.path("type").asString(),
        order.path("asset").asString(),
        order.path("delivery").path("target").asString(),
        order.path("title").asString(),
        order.path("why").asString(),
        Instant.parse(order.path("raised_at").asString()),
        order.path("rule").path("id").asString(),
        time(order.path("due").path("at")),
        order.path("status").asString(),
        order.path("delivery").path("state").asString(),
        order.path("delivery").path("attempts").asInt(),
        recorded == null || delivered == null ? null : Duration.between(recorded, delivered));
  }

  /** Whether its target has it. */
  public boolean isDelivered() {
    return delivery.equals("delivered");
  }

  /** Whether it was completed or cancelled. */
  public boolean isEnded() {
    return status.equals("completed") || status.equals("cancelled");
  }

  private static @Nullable Instant time(JsonNode node) {
    return node.isString() ? Instant.parse(node.asString()) : null;
  }
}
