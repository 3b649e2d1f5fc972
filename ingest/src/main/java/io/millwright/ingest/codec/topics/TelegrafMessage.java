package io.millwright.ingest.codec.topics;

import io.millwright.ingest.codec.Rfc3339;
import io.millwright.ingest.codec.UndecodableException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Reads what Telegraf writes with {@code data_format = "json"}. */
final class TelegrafMessage {
  private static final JsonPointer FIELDS = JsonPointer.compile("/fields");

  private final TopicRule rule;
  private final Harvest harvest;
  private final Scope message;

  TelegrafMessage(TopicRule rule, Harvest harvest, Scope message) {
    this.rule = rule;
    this.harvest = harvest;
    this.message = message;
  }

  void read() throws UndecodableException {
    JsonNode root = message.root();
    JsonNode batch = root.isArray() ? root : root.path("metrics");
    if (batch.isArray()) {
      for (JsonNode metric : batch) {
        metric(metric);
      }
    } else if (root.isObject()) {
      metric(root);
    } else {
      throw new UndecodableException(
          "Neither a metric of Telegraf, {\"fields\":{...},\"name\":...,\"tags\":{...},"
              + "\"timestamp\":...}, nor {\"metrics\":[...]}"
              + harvest.ruleAt());
    }
  }

  private void metric(JsonNode metric) throws UndecodableException {
    JsonNode fields = metric.path("fields");
    if (!fields.isObject()) {
      harvest.malformed("A metric without 'fields'", metric);
      return;
    }
    long millis = harvest.time(metric.path("timestamp"));
    if (millis == Rfc3339.INVALID) {
      harvest.malformed("'timestamp' must be " + rule.time().expected(), metric);
      return;
    }
    harvest.fields(
        message.in(metric),
        millis,
        fields,
        name -> JsonPart.with(metric, FIELDS, JsonPart.field(name, fields.path(name))));
  }
}
