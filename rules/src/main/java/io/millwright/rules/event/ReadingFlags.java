package io.millwright.rules.event;

/** Bits that travel with a reading through the pipeline, the table and the fold. */
public final class ReadingFlags {
  /** A reading to be believed, taken and sent as it happened. */
  public static final int GOOD = 0;

  /** The gateway doubts the value: stored, moves nothing. */
  public static final int UNCERTAIN = 1;

  /** The gateway says the value is wrong: stored, moves nothing. */
  public static final int BAD = 2;

  /** Sent from a buffer, long after it was read: corrects totals, raises nothing by itself. */
  public static final int HISTORICAL = 4;

  /** The bits of which a good reading has none. */
  public static final int NOT_GOOD = UNCERTAIN | BAD;

  private ReadingFlags() {}

  /**
   * Whether the value may move usage.
   *
   * @param flags a reading's flags
   * @return true when it is neither uncertain nor bad
   */
  public static boolean isGood(int flags) {
    return (flags & NOT_GOOD) == 0;
  }

  /**
   * Whether the reading was sent from a buffer.
   *
   * @param flags a reading's flags
   * @return true when it was
   */
  public static boolean isHistorical(int flags) {
    return (flags & HISTORICAL) != 0;
  }
}
