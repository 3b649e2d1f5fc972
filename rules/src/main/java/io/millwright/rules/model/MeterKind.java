package io.millwright.rules.model;

import java.util.Locale;

/** What a meter's value means. */
public enum MeterKind {
  /** A cumulative total, such as engine hours, that only rises but for rollover and replacement. */
  COUNTER,
  /** A momentary value, such as a temperature. */
  GAUGE,
  /** A discrete condition, such as running or stopped, as a number. */
  STATE,
  /** Fault codes. */
  FAULT;

  /**
   * Returns the name used in files, tables and the API: {@code counter}, {@code gauge}, ...
   *
   * @return the name in lower case
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the name used in files, tables and the API.
   *
   * @param word one of {@code counter}, {@code gauge}, {@code state}, {@code fault}
   * @return the kind
   * @throws IllegalArgumentException when the word is none of these
   */
  public static MeterKind of(String word) {
    for (MeterKind kind : values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "Unknown meter kind '" + word + "': use counter, gauge, state or fault");
  }
}
