package io.millwright.rules.condition;

import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.episode.Words;
import io.millwright.rules.meter.MeterTrack;
import io.millwright.rules.model.Conversion;
import io.millwright.rules.model.Units;
import io.millwright.rules.plan.Persistence;
import io.millwright.rules.plan.Signal;
import org.jspecify.annotations.Nullable;

/**
 * A leaf that looks at a meter. Everything in it is in the rule's unit. It says how far the meter
 * may move before it has something to do: from {@link #quietFrom} to {@link #quietTo}.
 */
public abstract class MeterLeafTrack extends LeafTrack {
  final MeterTrack meter;

  /** From the meter's unit to the rule's, in which everything here is; null: they are the same. */
  private final @Nullable Conversion conversion;

  MeterLeafTrack(ConditionTrack condition, Signal.Leaf leaf, Persistence delays, MeterTrack meter) {
    super(condition, leaf, delays);
    this.meter = meter;
    this.conversion =
        leaf instanceof Signal.MeterLeaf one && !one.unit().equals(meter.meter.unit())
            ? Units.between(meter.meter.unit(), one.unit())
            : null;
  }

  /** What the meter shows now, in the rule's unit. */
  final double shown() {
    return inRuleUnit(meter.lastValue());
  }

  private double inRuleUnit(double value) {
    return conversion == null ? value : conversion.value(value);
  }

  /** Adds what the meter itself shows to the reasons, when the rule is in another unit. */
  final void tellConversion(Account account) {
    if (conversion != null) {
      account.step(
          meter.meter.name()
              + " shows "
              + Words.quantity(meter.lastValue(), meter.meter.unit())
              + ", which the rule counts as "
              + Words.number(shown()));
    }
  }

  /**
   * Takes a good reading of the meter that is newer than all before.
   *
   * @param live false when it was sent from a buffer: it moves the phase, but an order waits for
   *     the next live reading to confirm it
   */
  public final void read(long time, double value, boolean live, Outcomes out) {
    condition.read(this, time, inRuleUnit(value), live, out);
  }

  /** Whether no reading may be left out, because a time is running. */
  public final boolean isAwake() {
    return condition.isAwake();
  }

  /** Looks at a reading that counts. */
  abstract void take(long time, double value, boolean live);

  /** {@link #quietFrom} in the meter's unit, a hair narrower when that takes a conversion. */
  public final double quietFromShown() {
    double from = quietFrom();
    return conversion == null || Double.isInfinite(from)
        ? from
        : Math.nextUp(conversion.inverse().value(from));
  }

  /** {@link #quietTo} in the meter's unit, a hair narrower when that takes a conversion. */
  public final double quietToShown() {
    double to = quietTo();
    return conversion == null || Double.isInfinite(to)
        ? to
        : Math.nextDown(conversion.inverse().value(to));
  }

  /** The lowest value that leaves it as it is; infinite when any may move it. */
  public abstract double quietFrom();

  /** The highest value that leaves it as it is, when {@link #quietFrom} does not rule it out. */
  public abstract double quietTo();

  @Override
  final boolean isMomentary() {
    return false;
  }
}
