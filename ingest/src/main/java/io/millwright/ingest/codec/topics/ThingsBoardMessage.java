package io.millwright.ingest.codec.topics;

import io.millwright.ingest.codec.Rfc3339;
import io.millwright.ingest.codec.UndecodableException;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads telemetry of ThingsBoard's MQTT APIs, thingsboard.io/docs/reference/mqtt-api and
 * gateway-mqtt-api: {@code {"key":value}}, {@code {"ts":millis,"values":{...}}} or an array of
 * these; from a gateway, an object with such an array for each device.
 */
final class ThingsBoardMessage {
  private static final JsonPointer VALUES = JsonPointer.compile("/values");

  private final TopicRule rule;
  private final Harvest harvest;
  private final Scope message;

  ThingsBoardMessage(TopicRule rule, Harvest harvest, Scope message) {
    this.rule = rule;
    this.harvest = harvest;
    this.message = message;
  }

  void readGateway() throws UndecodableException {
    if (!message.root().isObject()) {
      throw new UndecodableException(
          "Not ThingsBoard's {\"Device A\":[{\"ts\":1483228800000,\"values\":{...}}]}"
              + harvest.ruleAt());
    }
    for (Map.Entry<String, JsonNode> device : message.root().properties()) {
      String name = device.getKey();
      elements(
          message.of(name),
          device.getValue(),
          alone -> JsonPart.field(name, JsonNodeFactory.instance.arrayNode().add(alone)));
    }
  }

  void readDevice() throws UndecodableException {
    elements(message, message.root(), alone -> alone);
  }

  private void elements(Scope scope, JsonNode telemetry, UnaryOperator<JsonNode> around)
      throws UndecodableException {
    if (telemetry.isArray()) {
      for (JsonNode element : telemetry) {
        element(scope.in(element), element, around);
      }
    } else {
      element(scope.in(telemetry), telemetry, around);
    }
  }

  private void element(Scope scope, JsonNode element, UnaryOperator<JsonNode> around)
      throws UndecodableException {
    if (!element.isObject()) {
      harvest.malformed(
          "Telemetry must be {\"key\":value} or {\"ts\":1483228800000,\"values\":{...}}",
          around.apply(element));
      return;
    }
    JsonNode values = element.path("values");
    if (!values.isObject()) {
      harvest.fields(
          scope,
          harvest.arrival(),
          element,
          name -> around.apply(JsonPart.field(name, element.path(name))));
      return;
    }
    long millis = harvest.time(element.path("ts"));
    if (millis == Rfc3339.INVALID) {
      harvest.malformed("'ts' must be " + rule.time().expected(), around.apply(element));
      return;
    }
    harvest.fields(
        scope,
        millis,
        values,
        name ->
            around.apply(JsonPart.with(element, VALUES, JsonPart.field(name, values.path(name)))));
  }
}
