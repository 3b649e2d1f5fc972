package io.millwright.ingest.api;

import io.millwright.ingest.quarantine.QuarantineFilter;
import io.millwright.ingest.quarantine.QuarantineReason;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code POST /v1/quarantine/replay} and {@code /drop} are asked for: open entries that meet
 * all conditions.
 *
 * @param ids only these, or null
 * @param reason only this reason's word, or null
 * @param asset only this tag, or null
 * @param gateway only this gateway, or null
 * @param since only what came first at or after this time, or null
 * @param by who asks, or null
 * @param after only entries with a higher id
 * @param limit how many at most
 */
record ReplayBody(
    @Nullable List<Long> ids,
    @Nullable String reason,
    @Nullable String asset,
    @Nullable String gateway,
    @Nullable Instant since,
    @Nullable String by,
    long after,
    int limit) {
  private static final List<String> KEYS =
      List.of("ids", "reason", "asset", "gateway", "since", "by", "after", "limit");
  private static final int MAX_IDS = 1000;
  private static final int DEFAULT_LIMIT = 1000;
  private static final int MAX_LIMIT = 10_000;

  /**
   * Reads the body.
   *
   * @throws ProblemException 400 naming the key and what it may be
   */
  static ReplayBody of(ObjectNode body) {
    for (String key : body.propertyNames()) {
      if (!KEYS.contains(key)) {
        throw ProblemException.badRequest(
            "'" + key + "' is not known: use " + String.join(", ", KEYS));
      }
    }
    List<Long> ids = ids(body.get("ids"));
    String reason = text(body, "reason");
    String asset = text(body, "asset");
    String gateway = text(body, "gateway");
    Instant since = time(body, "since");
    if (ids == null && reason == null && asset == null && gateway == null && since == null) {
      throw ProblemException.badRequest(
          "Say which entries: give one or more of ids, reason, asset, gateway and since");
    }
    return new ReplayBody(
        ids,
        reason,
        asset,
        gateway,
        since,
        text(body, "by"),
        number(body, "after", 0, 0, Long.MAX_VALUE),
        (int) number(body, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT));
  }

  private static @Nullable List<Long> ids(@Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return null;
    }
    List<Long> ids = new ArrayList<>();
    boolean valid = node.isArray() && node.size() <= MAX_IDS;
    for (JsonNode id : node) {
      valid &= id.isIntegralNumber() && id.canConvertToLong();
      ids.add(valid ? id.longValue() : 0);
    }
    if (!valid) {
      throw ProblemException.badRequest("'ids' must be a list of up to " + MAX_IDS + " numbers");
    }
    return ids;
  }

  /** Which entries that are, of one reason. */
  QuarantineFilter filter(@Nullable QuarantineReason only, boolean open) {
    return new QuarantineFilter(only, asset, gateway, open, ids, since);
  }

  private static @Nullable Instant time(ObjectNode body, String key) {
    String text = text(body, key);
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw ProblemException.badRequest(
          "'" + key + "' must be a time such as 2026-11-23T01:02:03Z");
    }
  }

  private static @Nullable String text(ObjectNode body, String key) {
    JsonNode node = body.get(key);
    if (node == null || node.isNull()) {
      return null;
    }
    if (!node.isString()) {
      throw ProblemException.badRequest("'" + key + "' must be a text");
    }
    return node.stringValue();
  }

  private static long number(ObjectNode body, String key, long fallback, long lowest, long most) {
    JsonNode node = body.get(key);
    if (node == null || node.isNull()) {
      return fallback;
    }
    boolean whole = node.isIntegralNumber() && node.canConvertToLong();
    if (!whole || node.longValue() < lowest || node.longValue() > most) {
      throw ProblemException.badRequest(
          "'" + key + "' must be a number from " + lowest + " to " + most);
    }
    return node.longValue();
  }
}
