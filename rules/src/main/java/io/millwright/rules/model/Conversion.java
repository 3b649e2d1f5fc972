package io.millwright.rules.model;

/**
 * From one unit to another of the same dimension: {@code (value * factor + shift) / divisor}, so
 * that 221 degF is 105 degC and not a hair more.
 *
 * @param factor above 0
 * @param shift not 0 for temperatures only
 * @param divisor above 0
 */
public record Conversion(double factor, double shift, double divisor) {
  /** From a unit to itself. */
  static final Conversion NONE = new Conversion(1, 0, 1);

  /**
   * Converts what a meter shows, or a limit to it.
   *
   * @param value in the one unit
   * @return in the other
   */
  public double value(double value) {
    return (value * factor + shift) / divisor;
  }

  /**
   * Converts a difference between two values, such as a deadband or an interval: by scale only.
   *
   * @param difference in the one unit
   * @return in the other
   */
  public double difference(double difference) {
    return difference * factor / divisor;
  }

  /** The way back. */
  public Conversion inverse() {
    return new Conversion(divisor, -shift, factor);
  }
}
