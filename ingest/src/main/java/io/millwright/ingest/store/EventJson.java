package io.millwright.ingest.store;

import io.millwright.rules.event.Event;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Events as the table {@code asset_event} holds them: a kind and a JSON body. */
final class EventJson {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private EventJson() {}

  static String kind(Event event) {
    if (event instanceof Event.Fault) {
      return "fault";
    } else if (event instanceof Event.MeterReplaced) {
      return "meter_replaced";
    } else if (event instanceof Event.MeterCorrected) {
      return "meter_corrected";
    } else if (event instanceof Event.OrderClosed) {
      return "order_closed";
    } else if (event instanceof Event.Tick) {
      return "tick";
    }
    if (event instanceof Event.ConditionShelved) {
      return "condition_shelved";
    } else if (event instanceof Event.ConditionUnshelved) {
      return "condition_unshelved";
    }
    if (event instanceof Event.OrderDeferred) {
      return "order_deferred";
    } else if (event instanceof Event.OccurrenceSkipped) {
      return "occurrence_skipped";
    }
    throw new IllegalArgumentException("Readings have a table of their own: " + event);
  }

  static String body(Event event) {
    return JSON.writeValueAsString(event);
  }

  static Event event(String kind, String body) {
    return switch (kind) {
      case "fault" -> JSON.readValue(body, Event.Fault.class);
      case "meter_replaced" -> JSON.readValue(body, Event.MeterReplaced.class);
      case "meter_corrected" -> JSON.readValue(body, Event.MeterCorrected.class);
      case "order_closed" -> JSON.readValue(body, Event.OrderClosed.class);
      case "condition_shelved" -> JSON.readValue(body, Event.ConditionShelved.class);
      case "condition_unshelved" -> JSON.readValue(body, Event.ConditionUnshelved.class);
      case "order_deferred" -> JSON.readValue(body, Event.OrderDeferred.class);
      case "occurrence_skipped" -> JSON.readValue(body, Event.OccurrenceSkipped.class);
      case "tick" -> JSON.readValue(body, Event.Tick.class);
      default -> throw new IllegalArgumentException("The log holds an unknown event: " + kind);
    };
  }
}
