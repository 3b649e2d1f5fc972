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
 * What a person says that happened to a counter.
 *
 * @param kind what happened
 * @param time when it was replaced, or when the wrong reading was taken, in whole milliseconds as
 *     readings are
 * @param before the old meter's last value, or the wrong value, in the meter's unit
 * @param after the new meter's first value, or the right value
 */
record MeterEventBody(Kind kind, Instant time, double before, double after) {

  /** What can happen to a counter. */
  enum Kind {
    /** It was exchanged. */
    REPLACED("replaced", "old_final", "new_initial", "when the meter was replaced"),
    /** It was read, or sent, wrong. */
    CORRECTED("corrected", "old_value", "new_value", "when the wrong reading was taken");

    final String word;
    private final String beforeKey;
    private final String afterKey;
    private final String when;

    Kind(String word, String beforeKey, String afterKey, String when) {
      this.word = word;
      this.beforeKey = beforeKey;
      this.afterKey = afterKey;
      this.when = when;
    }
  }

  /**
   * Reads the body.
   *
   * @throws ProblemException 400 naming the key and what it must be
   */
  static MeterEventBody of(Kind kind, ObjectNode body) {
    for (String key : body.propertyNames()) {
      if (!key.equals("time") && !key.equals(kind.beforeKey) && !key.equals(kind.afterKey)) {
        throw ProblemException.badRequest(
            "'" + key + "' is not known: use time, " + kind.beforeKey + " and " + kind.afterKey);
      }
    }
    return new MeterEventBody(
        kind,
        time(kind, body.get("time")),
        number(body, kind.beforeKey),
        number(body, kind.afterKey));
  }

  /** The event that a gateway would publish. */
  ObjectNode event(String tag, String meter) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("asset", tag)
        .put("meter", meter)
        .put("event", kind.word)
        .put("time", time.toString())
        .put(kind.beforeKey, before)
        .put(kind.afterKey, after);
  }

  private static Instant time(Kind kind, @Nullable JsonNode node) {
    try {
      if (node != null && node.isString()) {
        return OffsetDateTime.parse(node.stringValue()).toInstant().truncatedTo(ChronoUnit.MILLIS);
      }
    } catch (DateTimeException e) {
      // answered below, like a value of another type
    }
    throw ProblemException.badRequest(
        "'time' must be " + kind.when + ", such as 2026-11-23T01:02:03Z");
  }

  private static double number(ObjectNode body, String key) {
    JsonNode node = body.get(key);
    if (node == null || !node.isNumber() || !Double.isFinite(node.doubleValue())) {
      throw ProblemException.badRequest("'" + key + "' must be a number in the meter's unit");
    }
    return node.doubleValue();
  }
}
