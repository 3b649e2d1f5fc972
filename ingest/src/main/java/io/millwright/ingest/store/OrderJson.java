package io.millwright.ingest.store;

import io.millwright.rules.episode.Evidence;
import io.millwright.rules.plan.Work;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The documents within a work order row, in the words of docs/contracts.md. */
final class OrderJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  String job(Work work) {
    ObjectNode job = JSON.createObjectNode();
    job.put("code", work.code());
    job.put("description", work.description());
    work.skills().forEach(job.putArray("skills")::add);
    putMinutes(job, "duration_minutes", work.duration());
    putMinutes(job, "window_minutes", work.window());
    work.tasks().forEach(job.putArray("tasks")::add);
    ArrayNode parts = job.putArray("parts");
    work.parts()
        .forEach(
            part -> parts.addObject().put("part", part.part()).put("quantity", part.quantity()));
    return JSON.writeValueAsString(job);
  }

  private static void putMinutes(ObjectNode node, String key, @Nullable Duration span) {
    if (span != null) {
      node.put(key, span.toMinutes());
    }
  }

  String evidence(Evidence evidence) {
    ObjectNode node = JSON.createObjectNode();
    node.put("why", evidence.why());
    node.put("meter", evidence.meter());
    node.put("unit", evidence.unit());
    ArrayNode readings = node.putArray("readings");
    for (Evidence.Basis basis : evidence.readings()) {
      readings
          .addObject()
          .put("meter", basis.meter())
          .put("time", Instant.ofEpochMilli(basis.time()).toString())
          .put("value", basis.value());
    }
    evidence.arithmetic().forEach(node.putArray("arithmetic")::add);
    return JSON.writeValueAsString(node);
  }

  @Nullable String completion(OrderStatus status) {
    if (status.meterValue() == null && status.reason() == null) {
      return null;
    }
    ObjectNode node = JSON.createObjectNode();
    if (status.meterValue() != null) {
      node.put("meter_value", status.meterValue());
    }
    if (status.reason() != null) {
      node.put("reason", status.reason());
    }
    return JSON.writeValueAsString(node);
  }
}
