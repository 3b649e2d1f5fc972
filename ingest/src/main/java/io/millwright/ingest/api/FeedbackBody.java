package io.millwright.ingest.api;

import io.millwright.ingest.pipeline.WorkOrderFeedback;
import io.millwright.ingest.pipeline.WorkOrderFeedback.Deferral;
import io.millwright.ingest.pipeline.WorkOrderFeedback.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the body of {@code POST /v1/work-orders/{id}/events}. Any thread. */
final class FeedbackBody {
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);
  private static final Duration LONGEST_DEFERRAL = Duration.ofDays(3650);
  private static final int LONGEST_TEXT = 1_000;
  private static final Set<String> FIELDS =
      Set.of("type", "time", "meter_value", "reason", "remote_id", "by", "until", "until_reading");

  private final InstantSource clock;

  FeedbackBody(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Reads feedback.
   *
   * @param body the body
   * @param order the order it is about
   * @return the feedback
   * @throws ProblemException 400 naming the field and what it must be
   */
  WorkOrderFeedback read(ObjectNode body, OrderKey order) {
    for (String name : body.propertyNames()) {
      if (!FIELDS.contains(name)) {
        throw ProblemException.badRequest(
            "Unknown field '"
                + name
                + "': use type, time, meter_value, reason and remote_id; with deferred also by,"
                + " until and until_reading");
      }
    }
    Kind kind = kind(text(body, "type"));
    Instant time = time(text(body, "time"));
    String reason = text(body, "reason");
    if ((kind == Kind.CANCELLED || kind == Kind.DEFERRED) && reason == null) {
      throw ProblemException.badRequest("'reason' is needed: say why the order is " + kind.word());
    }
    return new WorkOrderFeedback(
        order.id(),
        kind,
        time,
        meterValue(body, kind, order),
        reason,
        text(body, "remote_id"),
        deferral(body, kind, time));
  }

  private static @Nullable Deferral deferral(ObjectNode body, Kind kind, Instant time) {
    JsonNode reading = body.get("until_reading");
    String until = text(body, "until");
    String by = text(body, "by");
    if (kind != Kind.DEFERRED) {
      if (until != null || by != null || reading != null) {
        throw ProblemException.badRequest(
            "'by', 'until' and 'until_reading' go with type deferred only");
      }
      return null;
    }
    boolean hasReading = reading != null && !reading.isNull();
    if (by == null || (until == null && !hasReading)) {
      throw ProblemException.badRequest(
          "A deferral needs 'by', and 'until' (a time) or 'until_reading' (of the plan's meter)");
    }
    if (hasReading && (!reading.isNumber() || !Double.isFinite(reading.asDouble()))) {
      throw ProblemException.badRequest("'until_reading' must be a finite number");
    }
    return new Deferral(
        by, until == null ? null : until(until, time), hasReading ? reading.asDouble() : null);
  }

  private static Instant until(String text, Instant time) {
    try {
      Instant until = OffsetDateTime.parse(text).toInstant();
      if (until.isAfter(time) && until.isBefore(time.plus(LONGEST_DEFERRAL))) {
        return until;
      }
    } catch (DateTimeParseException e) {
      // answered below, like a time that cannot be
    }
    throw ProblemException.badRequest(
        "'until' must be a time after 'time' and within ten years, such as 2026-11-30T08:00:00Z");
  }

  private static Kind kind(@Nullable String word) {
    for (Kind kind : Kind.values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    String words = Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(", "));
    throw ProblemException.badRequest("'type' must be one of " + words);
  }

  private Instant time(@Nullable String text) {
    Instant time;
    try {
      time = OffsetDateTime.parse(text == null ? "" : text).toInstant();
    } catch (DateTimeParseException e) {
      throw ProblemException.badRequest(
          "'time' must say when it happened, in RFC 3339 with an offset, such as"
              + " 2026-11-23T09:30:00Z");
    }
    if (time.isBefore(Instant.EPOCH)) {
      throw ProblemException.badRequest("'time' is before 1970: check the clock of the sender");
    }
    if (time.isAfter(clock.instant().plus(CLOCK_TOLERANCE))) {
      throw ProblemException.badRequest(
          "'time' is "
              + time
              + ", more than 5 minutes ahead of this server's clock: check the clock of the"
              + " sender");
    }
    if (time.isBefore(EARLIEST)) {
      throw ProblemException.badRequest("'time' is " + time + ": check the clock of the sender");
    }
    return time;
  }

  /** Null, written out, says that nobody read the meter; leaving it out may be an oversight. */
  private static @Nullable Double meterValue(ObjectNode body, Kind kind, OrderKey order) {
    JsonNode node = body.get("meter_value");
    if (kind != Kind.COMPLETED) {
      if (node != null && !node.isNull()) {
        throw ProblemException.badRequest("'meter_value' goes with type completed only");
      }
      return null;
    }
    if (node == null && order.type().equals("PM") && order.dueMeter() != null) {
      throw ProblemException.badRequest(
          "'meter_value' is needed: what "
              + order.dueMeter()
              + " showed when the work was done. The plan counts on from there. When nobody read"
              + " it, send null");
    }
    if (node == null || node.isNull()) {
      return null;
    }
    if (!node.isNumber() || !Double.isFinite(node.asDouble())) {
      throw ProblemException.badRequest("'meter_value' must be a finite number or null");
    }
    return node.asDouble();
  }

  private static @Nullable String text(ObjectNode body, String field) {
    JsonNode node = body.get(field);
    if (node == null || node.isNull()) {
      return null;
    }
    return JsonBody.text(node, field, LONGEST_TEXT);
  }
}
