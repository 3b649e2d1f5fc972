package io.millwright.sim.standin;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a stand-in reads from a posted order (docs/contracts.md, section 2).
 *
 * @param reference Millwright's id of the order
 * @param number Millwright's number
 * @param asset the asset's tag
 * @param type PM, CM or EM
 * @param priority 1 (highest) to 5
 * @param title what is to be done
 * @param dueMeter the meter the plan counts, or null for a condition
 * @param reading what that meter showed when the order was raised, or null
 */
record IncomingOrder(
    String reference,
    String number,
    String asset,
    String type,
    int priority,
    String title,
    @Nullable String dueMeter,
    @Nullable Double reading) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * Reads a body.
   *
   * @throws IllegalArgumentException when it is no work order; the message says what is missing
   */
  static IncomingOrder parse(byte[] body) {
    JsonNode event;
    try {
      event = JSON.readTree(body);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
    require(event, "specversion");
    JsonNode data = event.path("data");
    String dueMeter = optional(data.path("due"), "meter");
    return new IncomingOrder(
        require(data, "external_reference"),
        require(data, "number"),
        require(data.path("asset"), "tag"),
        require(data, "type"),
        data.path("priority").asInt(3),
        require(data, "title"),
        dueMeter,
        dueMeter == null ? null : lastReading(data.path("evidence").path("readings"), dueMeter));
  }

  private static @Nullable Double lastReading(JsonNode readings, String meter) {
    Double last = null;
    for (JsonNode reading : readings) {
      if (meter.equals(optional(reading, "meter")) && reading.path("value").isNumber()) {
        last = reading.path("value").asDouble();
      }
    }
    return last;
  }

  private static @Nullable String optional(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isString() ? value.asString() : null;
  }

  private static String require(JsonNode node, String name) {
    String value = optional(node, name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("'" + name + "' is missing");
    }
    return value;
  }
}
