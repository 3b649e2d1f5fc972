package io.millwright.rules.plan;

import java.util.Locale;

/** One number that stands for the readings of a window. */
public enum Statistic {
  /** Their mean, each reading counting the same. */
  AVERAGE,
  /** The lowest. */
  MINIMUM,
  /** The highest. */
  MAXIMUM,
  /** Their standard deviation (of a sample: divided by n - 1). */
  STD_DEV,
  /** The newest less the oldest: below 0 when it fell. */
  RISE;

  /** The name used in plan files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the name used in plan files. */
  public static Statistic of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
