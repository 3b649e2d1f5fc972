package io.millwright.sim.standin;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a stand-in reads from a posted escalation (docs/contracts.md, section 2).
 *
 * @param reference Millwright's id of the order
 * @param priority 1 (most urgent) to 5, from now on
 */
record IncomingEscalation(String reference, int priority) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String TYPE = "io.millwright.work-order.escalated.v1";

  /**
   * Reads a body.
   *
   * @throws IllegalArgumentException when it is no escalation; the message says what is wrong
   */
  static IncomingEscalation parse(byte[] body) {
    JsonNode event;
    try {
      event = JSON.readTree(body);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
    if (!TYPE.equals(event.path("type").asString(""))) {
      throw new IllegalArgumentException("'type' must be " + TYPE);
    }
    JsonNode data = event.path("data");
    String reference = data.path("external_reference").asString("");
    int priority = data.path("priority").asInt(0);
    if (reference.isBlank() || priority < 1 || priority > 5) {
      throw new IllegalArgumentException("'external_reference' and 'priority' (1 to 5) are needed");
    }
    return new IncomingEscalation(reference, priority);
  }
}
