package io.millwright.ingest.api;

import io.millwright.ingest.dispatch.OrderNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A work order as the API shows it. Any thread. */
final class WorkOrderView {
  private static final JsonMapper JSON = JsonMapper.shared();

  private WorkOrderView() {}

  /** The order without job and evidence. */
  static ObjectNode summary(ResultSet rows) throws SQLException {
    ObjectNode order = JSON.createObjectNode();
    order.put("id", rows.getString("id"));
    order.put("number", OrderNumber.format(rows.getLong("number")));
    order.put("asset", rows.getString("tag"));
    order.put("type", rows.getString("type"));
    order.put("priority", rows.getInt("priority"));
    order.put("title", rows.getString("title"));
    order.put("why", rows.getString("why"));
    order.put("status", rows.getString("status"));
    order.put("status_at", time(rows, "status_at"));
    order.put("raised_at", time(rows, "raised_at"));
    order.put("recorded_at", time(rows, "recorded_at"));
    order.put("episode", rows.getString("episode_key"));
    order
        .putObject("rule")
        .put("id", rows.getString("rule"))
        .put("version", rows.getString("rule_version"));
    order
        .putObject("due")
        .put("at", time(rows, "due_at"))
        .put("meter", rows.getString("due_meter"))
        .put("reading", (Double) rows.getObject("due_reading"));
    order
        .putObject("delivery")
        .put("state", rows.getString("delivery"))
        .put("target", rows.getString("target"))
        .put("remote_id", rows.getString("remote_id"))
        .put("delivered_at", time(rows, "delivered_at"))
        .put("hold_reason", rows.getString("hold_reason"))
        .put("attempts", rows.getInt("attempts"))
        .put("next_attempt_at", time(rows, "next_attempt_at"))
        .put("last_error", rows.getString("last_error"));
    return order;
  }

  /** The whole order. */
  static ObjectNode detail(ResultSet rows) throws SQLException {
    ObjectNode order = summary(rows);
    order.set("job", document(rows.getString("job_text")));
    order.set("evidence", document(rows.getString("evidence_text")));
    String escalations = rows.getString("escalations_text");
    order.set("escalations", escalations == null ? JSON.createArrayNode() : document(escalations));
    order.set("deferral", document(rows.getString("deferral_text")));
    order.set("completion", document(rows.getString("completion_text")));
    return order;
  }

  private static JsonNode document(@Nullable String json) {
    return json == null ? JSON.nullNode() : JSON.readTree(json);
  }

  private static @Nullable String time(ResultSet rows, String column) throws SQLException {
    OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant().toString();
  }
}
