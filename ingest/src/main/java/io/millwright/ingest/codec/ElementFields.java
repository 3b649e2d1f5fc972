package io.millwright.ingest.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The fields of the element that is being read, one instance for all elements of a message. A wrong
 * field is noted and the rest of the element still read, so that the parser ends where it must; a
 * later field of the same name replaces the value and the note.
 */
abstract class ElementFields {
  private static final int NAME_LIMIT = 200;

  private final Map<String, String> problems = new LinkedHashMap<>();

  private @Nullable String asset;
  private long timeMillis;

  /** The name under which a list of these elements is sent. */
  abstract String listName();

  /** What one of these elements looks like, for error messages. */
  abstract String example();

  /** Forgets the fields of the element before. */
  abstract void clear();

  /** Takes a field that not all elements have; the parser is on its value. */
  abstract void take(String field, JsonParser parser);

  /** Adds the element to the result, or notes what is missing. */
  abstract void finish(Decoded into);

  /** What a message of these elements looks like, for error messages. */
  final String shape() {
    return "Expected " + example() + ", an array of these, or {\"" + listName() + "\":[...]}";
  }

  /** Starts the next element. */
  final void begin() {
    if (!problems.isEmpty()) {
      problems.clear();
    }
    asset = null;
    timeMillis = Rfc3339.INVALID;
    clear();
  }

  /** Takes a field; the parser is on its value and ends on the value's last token. */
  final void field(String field, JsonParser parser) {
    if (!problems.isEmpty()) {
      problems.remove(field);
    }
    switch (field) {
      case "asset" -> asset = name(field, parser);
      case "time" -> timeMillis = time(field, parser);
      default -> take(field, parser);
    }
    parser.skipChildren();
  }

  /** Ends the element: adds it to the result unless {@link #problem()} then says why not. */
  final void end(Decoded into) {
    if (problems.isEmpty()) {
      finish(into);
    }
  }

  /** What is wrong with the element, or null. */
  final @Nullable String problem() {
    return problems.isEmpty() ? null : String.join("; ", problems.values());
  }

  final @Nullable String asset() {
    return asset;
  }

  final long timeMillis() {
    return timeMillis;
  }

  final boolean hasTime() {
    return timeMillis != Rfc3339.INVALID;
  }

  final void missing(String field) {
    problems.put(field, "'" + field + "' is missing");
  }

  final void wrong(String field, String expected) {
    problems.put(field, "'" + field + "' must be " + expected);
  }

  /** A required text that names something. */
  final @Nullable String name(String field, JsonParser parser) {
    String text = text(field, parser, NAME_LIMIT);
    if (text != null && text.isBlank()) {
      wrong(field, "a name, not blank");
      return null;
    }
    return text;
  }

  final @Nullable String text(String field, JsonParser parser, int limit) {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      wrong(field, "a string");
      return null;
    }
    String text = parser.getString();
    if (text.length() > limit && text.codePointCount(0, text.length()) > limit) {
      wrong(field, "at most " + limit + " characters long");
      return null;
    }
    if (!StorableText.is(text)) {
      wrong(field, "without NUL characters and unpaired surrogates");
      return null;
    }
    return text;
  }

  /** A finite number, or NaN when it is not one. */
  final double number(String field, JsonParser parser) {
    double value =
        switch (parser.currentToken()) {
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
          default -> Double.NaN;
        };
    if (!Double.isFinite(value)) {
      wrong(field, "a finite number");
      return Double.NaN;
    }
    return value;
  }

  final @Nullable Boolean bool(String field, JsonParser parser) {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> {
        wrong(field, "true or false");
        yield null;
      }
    };
  }

  private long time(String field, JsonParser parser) {
    long millis =
        switch (parser.currentToken()) {
          case VALUE_STRING ->
              Rfc3339.millis(
                  parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> wholeMillis(parser.getDoubleValue());
          default -> Rfc3339.INVALID;
        };
    if (!Rfc3339.isMessageTime(millis)) {
      wrong(
          field,
          "RFC 3339 with an offset, such as 2026-11-23T01:02:03.456Z, or epoch milliseconds,"
              + " within the years 1970 to 9999");
      return Rfc3339.INVALID;
    }
    return millis;
  }

  /** Exact: all milliseconds up to the year 9999 are below 2^53. */
  private static long wholeMillis(double millis) {
    return millis == Math.rint(millis) ? (long) millis : Rfc3339.INVALID;
  }
}
