package io.millwright.ingest.codec;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How far a reading can be trusted, as its gateway says. */
public enum Quality {
  /** Moves usage and conditions. */
  GOOD,
  /** Stored, moves nothing. */
  UNCERTAIN,
  /** Stored, moves nothing. */
  BAD;

  private final String word = name().toLowerCase(Locale.ROOT);

  /**
   * Returns the name used in messages.
   *
   * @return {@code good}, {@code uncertain} or {@code bad}
   */
  public String word() {
    return word;
  }

  /**
   * Reads the name used in messages.
   *
   * @param word such as {@code good}
   * @return the quality, or null when there is none of the name
   */
  public static @Nullable Quality of(String word) {
    for (Quality quality : values()) {
      if (quality.word.equals(word)) {
        return quality;
      }
    }
    return null;
  }
}
