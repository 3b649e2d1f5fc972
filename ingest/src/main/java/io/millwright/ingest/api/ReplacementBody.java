package io.millwright.ingest.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a meter replacement says.
 *
 * @param time when it was replaced, in whole milliseconds as readings are
 * @param oldFinal the last value of the old meter, in the meter's unit
 * @param newInitial the first value of the new one
 */
record ReplacementBody(Instant time, double oldFinal, double newInitial) {
  /**
   * Reads the body.
   *
   * @throws ProblemException 400 naming the key and what it must be
   */
  static ReplacementBody of(ObjectNode body) {
    for (String key : body.propertyNames()) {
      if (!key.equals("time") && !key.equals("old_final") && !key.equals("new_initial")) {
        throw ProblemException.badRequest(
            "'" + key + "' is not known: use time, old_final and new_initial");
      }
    }
    return new ReplacementBody(
        time(body.get("time")), number(body, "old_final"), number(body, "new_initial"));
  }

  /** The event that a gateway would publish. */
  ObjectNode event(String tag, String meter) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("asset", tag)
        .put("meter", meter)
        .put("event", "replaced")
        .put("time", time.toString())
        .put("old_final", oldFinal)
        .put("new_initial", newInitial);
  }

  private static Instant time(@Nullable JsonNode node) {
    try {
      if (node != null && node.isString()) {
        return OffsetDateTime.parse(node.stringValue()).toInstant().truncatedTo(ChronoUnit.MILLIS);
      }
    } catch (DateTimeException e) {
      // answered below, like a value of another type
    }
    throw ProblemException.badRequest(
        "'time' must be when the meter was replaced, such as 2026-11-23T01:02:03Z");
  }

  private static double number(ObjectNode body, String key) {
    JsonNode node = body.get(key);
    if (node == null || !node.isNumber() || !Double.isFinite(node.doubleValue())) {
      throw ProblemException.badRequest("'" + key + "' must be a number in the meter's unit");
    }
    return node.doubleValue();
  }
}
