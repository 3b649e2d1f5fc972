package io.millwright.rules.model;

import org.jspecify.annotations.Nullable;

/**
 * One meter of an asset.
 *
 * @param name the name gateways publish under, unique within the asset, such as {@code
 *     engine_hours}
 * @param kind what its value means
 * @param unit the unit of its values, such as {@code h} or {@code degC}
 * @param rolloverPoint for a counter that wraps to zero: the first value it cannot show (a five
 *     digit hour counter: 100000); null when it does not wrap
 */
public record Meter(String name, MeterKind kind, String unit, @Nullable Double rolloverPoint) {

  /** Validates the name and the rollover point. */
  public Meter {
    if (name.isBlank()) {
      throw new IllegalArgumentException("A meter needs a name");
    }
    if (rolloverPoint != null) {
      if (kind != MeterKind.COUNTER) {
        throw new IllegalArgumentException(
            "Meter '" + name + "' is a " + kind.word() + ": only a counter has a rollover point");
      }
      if (!(rolloverPoint > 0) || Double.isInfinite(rolloverPoint)) {
        throw new IllegalArgumentException(
            "Meter '" + name + "': the rollover point must be above 0, not " + rolloverPoint);
      }
    }
  }

  /**
   * A meter that does not wrap.
   *
   * @param name its name
   * @param kind what its value means
   * @param unit the unit of its values
   * @return the meter
   */
  public static Meter of(String name, MeterKind kind, String unit) {
    return new Meter(name, kind, unit, null);
  }
}
