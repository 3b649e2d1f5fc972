package io.millwright.sim.contract;

import java.time.Instant;

/**
 * One reading, as a gateway publishes it.
 *
 * @param asset the asset's tag
 * @param meter the meter's name
 * @param time when the meter was read
 * @param value what it showed, in {@code unit}; finite
 * @param unit the meter's unit
 * @param historical whether it was sent late, from a buffer
 */
public record MeterReading(
    String asset, String meter, Instant time, double value, String unit, boolean historical) {

  /** Refuses what JSON cannot carry. */
  public MeterReading {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "Reading of " + asset + "/" + meter + " must be a finite number, not " + value);
    }
  }

  /**
   * The same reading, sent late.
   *
   * @return a copy with {@code historical} set
   */
  public MeterReading late() {
    return new MeterReading(asset, meter, time, value, unit, true);
  }
}
