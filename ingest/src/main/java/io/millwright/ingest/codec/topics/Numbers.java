package io.millwright.ingest.codec.topics;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The number that a value is. */
final class Numbers {
  /** What senders write as text: digits, not the hexadecimal and NaN that Java reads as well. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private static final int LONGEST = 64;

  private Numbers() {}

  /** A finite number; NaN when the text is none. */
  static double of(String text, Map<String, Double> words) {
    Double word = words.get(text);
    if (word != null) {
      return word;
    }
    if (text.length() > LONGEST) {
      return Double.NaN;
    }
    if (NUMBER.matcher(text).matches()) {
      return finite(Double.parseDouble(text));
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "on" -> 1;
      case "false", "off" -> 0;
      default -> Double.NaN;
    };
  }

  /** A finite number; NaN when the value is none. */
  static double of(JsonNode value, Map<String, Double> words) {
    if (value.isString()) {
      return of(value.stringValue().strip(), words);
    }
    if (value.isBoolean()) {
      return value.booleanValue() ? 1 : 0;
    }
    return value.isNumber() ? finite(value.asDouble(Double.NaN)) : Double.NaN;
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : Double.NaN;
  }
}
