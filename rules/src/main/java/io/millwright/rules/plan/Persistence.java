package io.millwright.rules.plan;

/**
 * How long and how often it must be so: the delays of OPC UA Part 9 (5.8.2, alarm on-delay and
 * off-delay), and m of the last n readings.
 *
 * @param onDelayMillis how long it must be met without a break, 0 or more
 * @param offDelayMillis how long it must be clear without a break, 0 or more
 * @param times how many of the last readings must meet it, 1 to 64
 * @param of how many readings are looked at, {@code times} to 64
 */
public record Persistence(long onDelayMillis, long offDelayMillis, int times, int of) {
  static final int MOST = 64;

  /** Takes effect at once, both ways. */
  public static final Persistence NONE = delays(0, 0);

  /** Validates the delays and the numbers. */
  public Persistence {
    if (onDelayMillis < 0 || offDelayMillis < 0) {
      throw new IllegalArgumentException("'on_delay' and 'off_delay' must not be negative");
    }
    if (times < 1 || times > of || of > MOST) {
      throw new IllegalArgumentException(
          "'times' must be from 1 to 'of', and 'of' at most "
              + MOST
              + ", not "
              + times
              + " of "
              + of);
    }
  }

  /** Delays only. */
  public static Persistence delays(long onMillis, long offMillis) {
    return new Persistence(onMillis, offMillis, 1, 1);
  }
}
