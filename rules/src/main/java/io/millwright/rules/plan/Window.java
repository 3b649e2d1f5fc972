package io.millwright.rules.plan;

/**
 * The readings of the last while, and what is made of them.
 *
 * @param of the number that is compared
 * @param overMillis how far back it reaches, 1 s or more
 */
public record Window(Statistic of, long overMillis) {
  private static final long SHORTEST = 1000;

  /** Validates the span. */
  public Window {
    requireSpan(overMillis);
  }

  static void requireSpan(long overMillis) {
    if (overMillis < SHORTEST) {
      throw new IllegalArgumentException("'over' must be 1 s or more");
    }
  }
}
