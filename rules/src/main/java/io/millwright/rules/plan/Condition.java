package io.millwright.rules.plan;

/**
 * Work that is asked for by how the asset behaves.
 *
 * @param id the rule's identity
 * @param title what the order is called
 * @param version changes with the content
 * @param appliesTo which assets
 * @param signal what is watched
 * @param work what to do
 */
public record Condition(
    String id, String title, String version, AppliesTo appliesTo, Signal signal, Work work)
    implements Rule {

  /** What a condition watches. */
  public sealed interface Signal permits Limit, FaultCode {}

  /**
   * A value past a limit, with the delays of OPC UA Part 9 (5.8.2, alarm on-delay and off-delay).
   *
   * @param meter the meter's name; of a counter, too, the value as it is shown is compared
   * @param unit the unit of the numbers here; must be the meter's
   * @param side which side of the limit is wrong
   * @param limit the condition is met strictly past it
   * @param onDelayMillis how long it must be met without a break before work is raised, 0 or more
   * @param clear the value at which the condition can clear; on the right side of the limit
   * @param offDelayMillis how long the value must stay clear before the condition ends, 0 or more
   */
  public record Limit(
      String meter,
      String unit,
      Side side,
      double limit,
      long onDelayMillis,
      double clear,
      long offDelayMillis)
      implements Signal {

    /** Validates the clear level and the delays. */
    public Limit {
      if (!Double.isFinite(limit) || !Double.isFinite(clear)) {
        throw new IllegalArgumentException("'limit' and 'clear' must be finite numbers");
      }
      if (onDelayMillis < 0 || offDelayMillis < 0) {
        throw new IllegalArgumentException("'on_delay' and 'off_delay' must not be negative");
      }
      if (side == Side.ABOVE ? clear > limit : clear < limit) {
        throw new IllegalArgumentException(
            "'clear' ("
                + clear
                + ") must not be "
                + (side == Side.ABOVE ? "above" : "below")
                + " the limit ("
                + limit
                + ")");
      }
    }

    /** Whether the value is strictly past the limit. */
    public boolean isMet(double value) {
      return side == Side.ABOVE ? value > limit : value < limit;
    }

    /** Whether the value is at or back beyond the clear level. */
    public boolean isClear(double value) {
      return side == Side.ABOVE ? value <= clear : value >= clear;
    }
  }

  /**
   * A fault code that the asset reports.
   *
   * @param code the code, compared exactly
   */
  public record FaultCode(String code) implements Signal {}

  /** Which side of a limit is wrong. */
  public enum Side {
    /** Too high. */
    ABOVE,
    /** Too low. */
    BELOW
  }
}
