package io.millwright.rules.meter;

/**
 * Takes binary rounding noise off the arithmetic of life-to-date, so that three times 0.1 h is due
 * at 0.3 h, and a thousand intervals later still is on the decimal grid that the planner wrote.
 */
public final class Rounding {
  /** What is below a millionth of a unit is noise. */
  private static final double PER_UNIT = 1e6;

  /** Half of what is noise: for comparing a sum that was not rounded. */
  public static final double SLACK = 0.5 / PER_UNIT;

  private Rounding() {}

  public static double off(double value) {
    return Math.rint(value * PER_UNIT) / PER_UNIT;
  }
}
