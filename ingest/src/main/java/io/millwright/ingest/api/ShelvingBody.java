package io.millwright.ingest.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a person says who keeps a condition quiet, or ends that.
 *
 * @param by who it is
 * @param until when it ends by itself, or null
 * @param oneShot whether it ends when the condition has cleared
 * @param why a reason, or null
 */
record ShelvingBody(String by, @Nullable Instant until, boolean oneShot, @Nullable String why) {
  private static final int LONGEST_TEXT = 1_000;
  private static final Duration LONGEST = Duration.ofDays(366);

  /**
   * Reads the body of a shelving.
   *
   * @param now the time it is
   * @throws ProblemException 400 naming the field and what it must be
   */
  static ShelvingBody shelve(ObjectNode body, Instant now) {
    known(body, Set.of("by", "until", "one_shot", "why"), "by, until, one_shot and why");
    Instant until = until(body.get("until"), now);
    JsonNode oneShot = body.get("one_shot");
    if (oneShot != null && !oneShot.isBoolean()) {
      throw ProblemException.badRequest("'one_shot' must be true or false");
    }
    boolean once = oneShot != null && oneShot.asBoolean();
    if (until == null && !once) {
      throw ProblemException.badRequest(
          "It must end: give 'until', a time, or 'one_shot': true, until the condition has"
              + " cleared");
    }
    return new ShelvingBody(
        required(body),
        until,
        once,
        body.has("why") ? JsonBody.text(body.get("why"), "why", LONGEST_TEXT) : null);
  }

  /**
   * Reads the body of an unshelving.
   *
   * @throws ProblemException 400 naming the field and what it must be
   */
  static ShelvingBody unshelve(ObjectNode body) {
    known(body, Set.of("by"), "by");
    return new ShelvingBody(required(body), null, false, null);
  }

  private static void known(ObjectNode body, Set<String> fields, String words) {
    for (String name : body.propertyNames()) {
      if (!fields.contains(name)) {
        throw ProblemException.badRequest("Unknown field '" + name + "': use " + words);
      }
    }
  }

  private static @Nullable Instant until(@Nullable JsonNode node, Instant now) {
    if (node == null || node.isNull()) {
      return null;
    }
    Instant until;
    try {
      until = OffsetDateTime.parse(node.isString() ? node.asString() : "").toInstant();
    } catch (DateTimeException e) {
      throw ProblemException.badRequest(
          "'until' must be a time in RFC 3339 with an offset, such as 2026-11-23T09:30:00Z");
    }
    if (!until.isAfter(now)) {
      throw ProblemException.badRequest("'until' is " + until + ": it must be in the future");
    }
    if (until.isAfter(now.plus(LONGEST))) {
      throw ProblemException.badRequest(
          "'until' is " + until + ", over a year ahead: take the condition out of the plan file");
    }
    return until;
  }

  private static String required(ObjectNode body) {
    JsonNode by = body.get("by");
    if (by == null) {
      throw ProblemException.badRequest("'by' is needed: say who you are");
    }
    return JsonBody.text(by, "by", LONGEST_TEXT);
  }
}
