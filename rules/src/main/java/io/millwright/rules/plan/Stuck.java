package io.millwright.rules.plan;

import org.jspecify.annotations.Nullable;

/**
 * A value that does not move.
 *
 * @param meter the meter's name
 * @param unit the unit of {@code within}; null when that is 0
 * @param forMillis how long it must not have moved, above 0
 * @param within how far it may differ from where it was and still not have moved, 0 or more
 */
public record Stuck(String meter, @Nullable String unit, long forMillis, double within)
    implements Signal.MeterLeaf {

  /** Validates the span and the distance. */
  public Stuck {
    if (forMillis <= 0) {
      throw new IllegalArgumentException("'for' must be above 0");
    }
    if (!(within >= 0) || Double.isInfinite(within)) {
      throw new IllegalArgumentException("'within' must be 0 or more, not " + within);
    }
    if (within > 0 && unit == null) {
      throw new IllegalArgumentException("'within' needs its 'unit', such as degC");
    }
  }

  @Override
  public String identity() {
    return "stuck " + meter;
  }
}
