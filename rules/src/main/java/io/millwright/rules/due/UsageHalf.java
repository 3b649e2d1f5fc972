package io.millwright.rules.due;

import io.millwright.rules.episode.Reasons;
import io.millwright.rules.episode.Words;
import io.millwright.rules.meter.MeterTrack;
import io.millwright.rules.meter.Rounding;
import io.millwright.rules.meter.UsageRate;
import io.millwright.rules.plan.UsageTrigger;
import io.millwright.rules.state.AssetState.HalfState;

/** A usage half of a plan on one asset: the life-to-date that the next interval counts from. */
final class UsageHalf implements Half {
  /** As the plan file has it. */
  final UsageTrigger written;

  /** The same in the meter's unit, which is what is counted in. */
  final UsageTrigger trigger;

  final MeterTrack meter;

  private double base = Double.NaN;

  /** Derived from the base, so that the common case is one comparison. */
  private double raiseFrom = Double.NEGATIVE_INFINITY;

  UsageHalf(UsageTrigger trigger, MeterTrack meter) {
    this.written = trigger;
    this.trigger = trigger.in(meter.meter.unit());
    this.meter = meter;
  }

  /** Whether the plan counts in another unit than the meter. */
  boolean isConverted() {
    return !written.unit().equals(trigger.unit());
  }

  @Override
  public String meter() {
    return trigger.meter();
  }

  /** The first baseline is the last whole interval, as nobody said when it was serviced. */
  @Override
  public void begin(long time, boolean live) {
    if (!hasBegun() && meter.hasReading()) {
      double passed = Math.floor(Rounding.off((meter.total() - trigger.start()) / trigger.every()));
      moveTo(trigger.start() + Math.max(0, passed) * trigger.every());
    }
  }

  @Override
  public boolean hasBegun() {
    return !Double.isNaN(base);
  }

  @Override
  public double base() {
    return base;
  }

  @Override
  public double due() {
    return Rounding.off(base + trigger.every());
  }

  @Override
  public double lateAfter() {
    return Rounding.off(due() + trigger.tolerance());
  }

  /** Whether the meter has passed what is not late. */
  boolean isLate() {
    return hasBegun() && meter.total() > lateAfter();
  }

  @Override
  public double at(long time) {
    return meter.total();
  }

  /**
   * A lead in time is one in units at the present usage rate. With r = (total - older) / (last -
   * older time), total + lead time * r reaches the due point where this returns. As time goes on
   * without the rate's points being moved, that is no earlier, only later: so it is a bound.
   */
  @Override
  public double raiseFrom() {
    UsageRate rate = meter.rate();
    if (trigger.leadTime() == null || rate == null || rate.isTooShort(meter.lastTime())) {
      return raiseFrom;
    }
    double share = trigger.leadTime().toMillis() / (double) (meter.lastTime() - rate.olderTime());
    double ahead = share / (1 + share) * (raiseFrom - rate.olderTotal());
    return raiseFrom - Math.max(0, ahead);
  }

  /**
   * Epoch milliseconds from which {@link #raiseFrom} may be nearer than it is now, though no
   * reading has moved it.
   */
  long boundUntil() {
    UsageRate rate = meter.rate();
    return trigger.leadTime() == null || rate == null
        ? Long.MAX_VALUE
        : rate.changesAt(meter.lastTime());
  }

  @Override
  public void explain(Reasons reasons) {
    if (!hasBegun()) {
      reasons.add(trigger.meter() + " has no good reading yet");
      return;
    }
    double from = Rounding.off(raiseFrom() + Rounding.SLACK);
    reasons.add(
        trigger.meter()
            + " is at "
            + Words.number(meter.total())
            + " of "
            + Words.quantity(due(), trigger.unit())
            + UsageArithmetic.leadSentence(this, from)
            + reasons.age(meter.lastTime()));
  }

  @Override
  public void restart(double total) {
    moveTo(total);
  }

  @Override
  public void moveTo(double total) {
    base = total;
    raiseFrom = due() - trigger.lead() - Rounding.SLACK;
  }

  /**
   * Takes that the counter never got as far as it once showed: what was counted from there counts
   * from where it is. What was counted from a due point, on a fixed schedule or because its order
   * was cancelled, counts from the last one that was reached, less the lead; one that lies ahead
   * because it was left out stays.
   *
   * @param before the life-to-date that it had shown
   */
  void fellBack(double before, boolean fixed) {
    double now = meter.total() + Rounding.SLACK;
    double called = base - trigger.lead();
    if (!fixed && base > now && base <= before + Rounding.SLACK) {
      moveTo(meter.total());
    } else if (called > now && called <= before + Rounding.SLACK) {
      double ahead = Math.ceil(Rounding.off((called - meter.total()) / trigger.every()));
      moveTo(Rounding.off(base - ahead * trigger.every()));
    }
  }

  @Override
  public int moveAlong(double due, double total) {
    double passed = Math.max(0, Math.floor(Rounding.off((total - due) / trigger.every())));
    moveTo(due + passed * trigger.every());
    return (int) passed;
  }

  @Override
  public boolean keepsItsDates() {
    return false;
  }

  @Override
  public HalfState snapshot() {
    return new HalfState(trigger.meter(), base, null);
  }

  @Override
  public void restore(HalfState state) {
    moveTo(state.base());
  }
}
