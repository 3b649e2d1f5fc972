package io.millwright.rules.plan;

/**
 * How long it must last: the delays of OPC UA Part 9 (5.8.2, alarm on-delay and off-delay).
 *
 * @param onDelayMillis how long it must be met without a break, 0 or more
 * @param offDelayMillis how long it must be clear without a break, 0 or more
 */
public record Persistence(long onDelayMillis, long offDelayMillis) {

  /** Takes effect at once, both ways. */
  public static final Persistence NONE = new Persistence(0, 0);

  /** Validates the delays. */
  public Persistence {
    if (onDelayMillis < 0 || offDelayMillis < 0) {
      throw new IllegalArgumentException("'on_delay' and 'off_delay' must not be negative");
    }
  }
}
