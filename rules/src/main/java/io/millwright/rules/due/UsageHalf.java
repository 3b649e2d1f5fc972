package io.millwright.rules.due;

import io.millwright.rules.episode.Reasons;
import io.millwright.rules.episode.Words;
import io.millwright.rules.meter.MeterTrack;
import io.millwright.rules.meter.Rounding;
import io.millwright.rules.plan.UsageTrigger;
import org.jspecify.annotations.Nullable;

/** The usage half of a plan on one asset: the life-to-date that the next interval counts from. */
final class UsageHalf {
  /** As the plan file has it. */
  final UsageTrigger written;

  /** The same in the meter's unit, which is what is counted in. */
  final UsageTrigger trigger;

  final MeterTrack meter;

  private @Nullable Double base;

  /** Derived from the base, so that the common case is one comparison. */
  private double raiseAt = Double.POSITIVE_INFINITY;

  UsageHalf(UsageTrigger trigger, MeterTrack meter) {
    this.written = trigger;
    this.trigger = trigger.in(meter.meter.unit());
    this.meter = meter;
  }

  /** Whether the plan counts in another unit than the meter. */
  boolean isConverted() {
    return !written.unit().equals(trigger.unit());
  }

  /** Gives the first baseline: the last whole interval, as nobody said when it was serviced. */
  void begin() {
    if (base == null && meter.hasReading()) {
      double passed = Math.floor(Rounding.off((meter.total() - trigger.start()) / trigger.every()));
      moveTo(trigger.start() + Math.max(0, passed) * trigger.every());
    }
  }

  /** The life-to-date from which the order is to be raised; any before the first baseline. */
  double raiseAt() {
    return base == null ? Double.NEGATIVE_INFINITY : raiseAt;
  }

  boolean isDue() {
    return meter.total() >= raiseAt;
  }

  boolean isDueAt(double total) {
    return total >= raiseAt;
  }

  @Nullable Double base() {
    return base;
  }

  /** The life-to-date at which the next interval ends, or null before the first reading. */
  @Nullable Double due() {
    return base == null ? null : Rounding.off(base + trigger.every());
  }

  /** Says how far it is from its due point. */
  void explain(Reasons reasons) {
    Double due = due();
    if (!meter.hasReading() || due == null) {
      reasons.add(trigger.meter() + " has no good reading yet");
      return;
    }
    reasons.add(
        trigger.meter()
            + " is at "
            + Words.number(meter.total())
            + " of "
            + Words.quantity(due, trigger.unit())
            + (trigger.lead() > 0
                ? "; lead "
                    + Words.number(trigger.lead())
                    + ": raised from "
                    + Words.quantity(due - trigger.lead(), trigger.unit())
                : "")
            + reasons.age(meter.lastTime()));
  }

  /** Counts the next interval from here. */
  void moveTo(@Nullable Double total) {
    base = total;
    Double due = due();
    raiseAt = due == null ? Double.POSITIVE_INFINITY : due - trigger.lead() - Rounding.SLACK;
  }

  /**
   * Takes that the counter never got as far as it once showed: what was counted from there counts
   * from where it is, or on a fixed schedule from the last due point before.
   */
  void fellBack(boolean fixed) {
    if (base != null && base > meter.total() + Rounding.SLACK) {
      double ahead = Math.ceil(Rounding.off((base - meter.total()) / trigger.every()));
      moveTo(fixed ? Rounding.off(base - ahead * trigger.every()) : meter.total());
    }
  }

  /**
   * Counts the next interval from the last due point at or before a life-to-date.
   *
   * @return how many due points after {@code due} were passed over
   */
  int moveAlong(double due, double total) {
    double passed = Math.max(0, Math.floor(Rounding.off((total - due) / trigger.every())));
    moveTo(due + passed * trigger.every());
    return (int) passed;
  }
}
