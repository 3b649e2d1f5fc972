package io.millwright.ingest.store;

import io.millwright.rules.episode.Covered;
import io.millwright.rules.episode.Evidence;
import io.millwright.rules.episode.WorkOrder;
import io.millwright.rules.event.Event;
import io.millwright.rules.plan.MaintenancePlan;
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

  /** The work of the order's rule, and of the plans that are done with it. */
  String job(WorkOrder order) {
    Work work = order.rule().work();
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
    ArrayNode covers = job.putArray("covers");
    for (Covered covered : order.covers()) {
      covers
          .addObject()
          .put("rule", covered.plan().id())
          .put("version", covered.plan().version())
          .put("title", covered.plan().title())
          .put("how", covered.joined() ? "joined" : "absorbed");
      if (covered.joined()) {
        join(job, covered.plan());
      }
    }
    return JSON.writeValueAsString(job);
  }

  /** A smaller service is part of the larger one's own work; what joins brings its own. */
  private static void join(ObjectNode job, MaintenancePlan plan) {
    job.withArray("tasks").add(plan.title());
    plan.work().tasks().forEach(job.withArray("tasks")::add);
    plan.work().skills().stream()
        .filter(
            skill ->
                job.withArray("skills").valueStream().noneMatch(s -> skill.equals(s.asString())))
        .forEach(job.withArray("skills")::add);
    plan.work()
        .parts()
        .forEach(
            part ->
                job.withArray("parts")
                    .addObject()
                    .put("part", part.part())
                    .put("quantity", part.quantity()));
    Duration duration = plan.work().duration();
    if (duration != null) {
      job.put("duration_minutes", job.path("duration_minutes").asLong(0) + duration.toMinutes());
    }
  }

  String deferral(Event.OrderDeferred event) {
    ObjectNode node = JSON.createObjectNode();
    node.put("time", Instant.ofEpochMilli(event.time()).toString());
    node.put("by", event.by());
    node.put("reason", event.reason());
    node.put(
        "until", event.until() == null ? null : Instant.ofEpochMilli(event.until()).toString());
    node.put("until_reading", event.untilReading());
    return JSON.writeValueAsString(node);
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
