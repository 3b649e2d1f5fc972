package io.millwright.rules.plan;

/**
 * Where a value is right, and where it is clear of being wrong.
 *
 * @param from wrong strictly below it; negative infinity when nothing is too low
 * @param to wrong strictly above it; infinity when nothing is too high
 * @param clearFrom clear from here, {@code from} or higher
 * @param clearTo clear up to here, {@code to} or lower
 */
public record Bounds(double from, double to, double clearFrom, double clearTo) {

  /** Validates that it can be wrong and can be clear. */
  public Bounds {
    if (Double.isNaN(from) || Double.isNaN(to) || (Double.isInfinite(from) && to == -from)) {
      throw new IllegalArgumentException("a limit must be a finite number");
    }
    if (!(from < to)) {
      throw new IllegalArgumentException("'from' (" + from + ") must be below 'to' (" + to + ")");
    }
    if (!(clearFrom >= from && clearTo <= to && clearFrom <= clearTo)) {
      throw new IllegalArgumentException("a value must be able to be clear again");
    }
  }

  /**
   * Too high above a limit.
   *
   * @param clear where it can clear; not above the limit
   */
  public static Bounds above(double limit, double clear) {
    requireFinite(limit, clear);
    if (clear > limit) {
      throw new IllegalArgumentException(
          "'clear' (" + clear + ") must not be above the limit (" + limit + ")");
    }
    return new Bounds(Double.NEGATIVE_INFINITY, limit, Double.NEGATIVE_INFINITY, clear);
  }

  /**
   * Too low below a limit.
   *
   * @param clear where it can clear; not below the limit
   */
  public static Bounds below(double limit, double clear) {
    requireFinite(limit, clear);
    if (clear < limit) {
      throw new IllegalArgumentException(
          "'clear' (" + clear + ") must not be below the limit (" + limit + ")");
    }
    return new Bounds(limit, Double.POSITIVE_INFINITY, clear, Double.POSITIVE_INFINITY);
  }

  private static void requireFinite(double limit, double clear) {
    if (!Double.isFinite(limit) || !Double.isFinite(clear)) {
      throw new IllegalArgumentException("'limit' and 'clear' must be finite numbers");
    }
  }

  /** Whether the value is strictly past a limit; false for NaN. */
  public boolean isMet(double value) {
    return value < from || value > to;
  }

  /** Whether the value is back at or beyond the clear level; false for NaN. */
  public boolean isClear(double value) {
    return value >= clearFrom && value <= clearTo;
  }

  /** One word for what is wrong: above, below or outside. */
  public String side() {
    return Double.isInfinite(from) ? "above" : Double.isInfinite(to) ? "below" : "outside";
  }
}
