package io.millwright.sim.replay;

import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import org.jspecify.annotations.Nullable;

/**
 * A meter and the column its values are in.
 *
 * @param name the meter's name
 * @param column the column's number from 1, or its name
 * @param kind counter, gauge or state
 * @param unit the unit of its values
 * @param rollover for a counter that wraps: the first value it cannot show
 */
public record MeterColumn(
    String name, String column, String kind, String unit, @Nullable Double rollover) {

  /** Validates that nothing is missing. */
  @SuppressWarnings("ConstantValue") // the parser passes null for what a file leaves out
  public MeterColumn {
    if (name == null || column == null || kind == null || unit == null) {
      throw new IllegalArgumentException(
          "Meter '" + name + "' needs name, column, kind (counter, gauge, state) and unit");
    }
    new Meter(name, MeterKind.of(kind), unit, rollover);
  }

  Meter meter() {
    return new Meter(name, MeterKind.of(kind), unit, rollover);
  }
}
