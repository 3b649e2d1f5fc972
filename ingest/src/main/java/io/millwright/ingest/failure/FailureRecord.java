package io.millwright.ingest.failure;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A failure as somebody records it. Mode, mechanism, cause and detection are separate, after ISO
 * 14224; each is a word of the company's own list, of up to 200 characters.
 *
 * @param asset the asset's tag
 * @param time when it failed, or was found to have failed
 * @param mode the way it failed
 * @param mechanism the physical process behind it, or null
 * @param cause what began it, or null
 * @param detection how it was found, or null
 * @param restored when it worked again, or null
 * @param note anything else, or null
 */
public record FailureRecord(
    String asset,
    Instant time,
    String mode,
    @Nullable String mechanism,
    @Nullable String cause,
    @Nullable String detection,
    @Nullable Instant restored,
    @Nullable String note) {

  /** What a failure is described with, in the order of the file. */
  public static final List<String> KEYS =
      List.of("asset", "time", "mode", "mechanism", "cause", "detection", "restored", "note");

  private static final int MAX_WORD = 200;
  private static final int MAX_NOTE = 1000;

  /**
   * Reads a failure.
   *
   * @param fields the text of each of {@link #KEYS} that is given; an empty one counts as not given
   * @return the failure
   * @throws IllegalArgumentException naming the key and what it must be
   */
  public static FailureRecord of(Map<String, String> fields) {
    for (String key : fields.keySet()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException(
            "'" + key + "' is not known: use " + String.join(", ", KEYS));
      }
    }
    Instant time = time(fields, "time");
    String mode = word(fields, "mode", MAX_WORD);
    String asset = word(fields, "asset", MAX_WORD);
    if (asset == null || time == null || mode == null) {
      throw new IllegalArgumentException(
          "'" + (asset == null ? "asset" : time == null ? "time" : "mode") + "' is missing");
    }
    Instant restored = time(fields, "restored");
    if (restored != null && restored.isBefore(time)) {
      throw new IllegalArgumentException(
          "'restored' (" + restored + ") must not be before 'time' (" + time + ")");
    }
    return new FailureRecord(
        asset,
        time,
        mode,
        word(fields, "mechanism", MAX_WORD),
        word(fields, "cause", MAX_WORD),
        word(fields, "detection", MAX_WORD),
        restored,
        word(fields, "note", MAX_NOTE));
  }

  private static @Nullable String word(Map<String, String> fields, String key, int longest) {
    String text = fields.getOrDefault(key, "").strip();
    if (text.codePointCount(0, text.length()) > longest
        || text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r')) {
      throw new IllegalArgumentException(
          "'" + key + "' must be text of up to " + longest + " characters");
    }
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Instant time(Map<String, String> fields, String key) {
    String text = fields.getOrDefault(key, "").strip();
    if (text.isEmpty()) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'"
              + key
              + "' must be a time with offset such as 2026-11-23T01:02:03Z, not '"
              + text
              + "'",
          e);
    }
  }
}
