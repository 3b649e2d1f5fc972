package io.millwright.sim.standin;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One report to Millwright (docs/contracts.md, section 3).
 *
 * @param order Millwright's id of the order
 * @param type accepted, started, completed or cancelled
 * @param time when it happened, simulated
 * @param meterValue for a completion: what the plan's meter showed, or null
 * @param reason for a cancellation: why, or null
 * @param remoteId the stand-in's own number
 */
record Feedback(
    String order,
    String type,
    Instant time,
    @Nullable Double meterValue,
    @Nullable String reason,
    String remoteId) {

  JsonObject body() {
    JsonObject body =
        new JsonObject().put("type", type).put("time", time.toString()).put("remote_id", remoteId);
    if (meterValue != null) {
      body.put("meter_value", meterValue);
    }
    if (reason != null) {
      body.put("reason", reason);
    }
    return body;
  }
}
