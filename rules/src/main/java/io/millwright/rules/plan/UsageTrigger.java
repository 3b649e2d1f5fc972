package io.millwright.rules.plan;

import io.millwright.rules.model.Conversion;
import io.millwright.rules.model.Units;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Due each time a counter's life-to-date has grown by an interval.
 *
 * @param meter the counter's name
 * @param unit the unit of the numbers here; the meter's, or one that can be converted to it
 * @param every the interval, 0.001 to 1e15
 * @param lead how much before the due point the order is raised, 0 to below {@code every}
 * @param leadTime how long before the due point the order is raised, at the counter's usage rate;
 *     null when the lead is one of units
 * @param start the life-to-date that the first interval is counted from, -1e15 to 1e15
 * @param tolerance how much after the due point the work is not late yet, 0 to 1e15
 */
public record UsageTrigger(
    String meter,
    String unit,
    double every,
    double lead,
    @Nullable Duration leadTime,
    double start,
    double tolerance) {

  /** Shorter intervals drown in the rounding of a large life-to-date. */
  private static final double SHORTEST = 0.001;

  private static final double LARGEST = 1e15;

  /** Validates the interval, the lead, the start and the tolerance. */
  public UsageTrigger {
    if (!(every >= SHORTEST && every <= LARGEST)) {
      throw new IllegalArgumentException("'every' must be from 0.001 to 1e15, not " + every);
    }
    if (!(lead >= 0 && lead < every)) {
      throw new IllegalArgumentException(
          "'lead' must be 0 or more and below 'every' (" + every + "), not " + lead);
    }
    if (leadTime != null && (lead != 0 || leadTime.isZero() || leadTime.isNegative())) {
      throw new IllegalArgumentException("'lead' must be above 0 days and is of one kind only");
    }
    if (!(Math.abs(start) <= LARGEST)) {
      throw new IllegalArgumentException("'start' must be from -1e15 to 1e15, not " + start);
    }
    if (!(tolerance >= 0 && tolerance <= LARGEST)) {
      throw new IllegalArgumentException("'tolerance' must be from 0 to 1e15, not " + tolerance);
    }
  }

  /**
   * A trigger from 0 on, without lead or tolerance.
   *
   * @param meter the counter's name
   * @param unit the unit of the numbers here
   * @param every the interval, 0.001 to 1e15
   */
  public UsageTrigger(String meter, String unit, double every) {
    this(meter, unit, every, 0, null, 0, 0);
  }

  /**
   * The same trigger in a meter's unit.
   *
   * @param meterUnit the meter's
   * @return this one when the units are the same
   * @throws IllegalArgumentException when they cannot be converted, or when the interval is too
   *     short to be counted in the meter's unit
   */
  public UsageTrigger in(String meterUnit) {
    Conversion conversion = Units.between(unit, meterUnit);
    if (conversion == null) {
      throw new IllegalArgumentException(unit + " cannot be converted to " + meterUnit);
    }
    return unit.equals(meterUnit)
        ? this
        : new UsageTrigger(
            meter,
            meterUnit,
            conversion.difference(every),
            conversion.difference(lead),
            leadTime,
            conversion.value(start),
            conversion.difference(tolerance));
  }
}
