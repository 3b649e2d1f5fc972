package io.millwright.rules.condition;

import io.millwright.rules.episode.Evidence;
import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.episode.Reasons;
import io.millwright.rules.episode.Words;
import io.millwright.rules.meter.MeterTrack;
import io.millwright.rules.model.Conversion;
import io.millwright.rules.model.Units;
import io.millwright.rules.plan.Persistence;
import io.millwright.rules.plan.Signal;
import org.jspecify.annotations.Nullable;

/**
 * A leaf that looks at a meter. Everything in it is in the rule's unit; only how far it stays quiet
 * is told in the meter's.
 */
public abstract class MeterLeafTrack extends LeafTrack implements Watcher {
  private static final double NARROWER = 0.999;

  final MeterTrack meter;
  private final String unit;

  /** From the meter's unit to the rule's; null: they are the same. */
  private final @Nullable Conversion conversion;

  MeterLeafTrack(
      LeafPlace place, Signal.MeterLeaf leaf, Persistence persistence, MeterTrack meter) {
    super(place, persistence);
    this.meter = meter;
    String own = meter.meter.unit();
    this.unit = leaf.unit() == null ? own : leaf.unit();
    this.conversion = unit.equals(own) ? null : Units.between(own, unit);
  }

  /** What the meter shows now, in the rule's unit. */
  final double shown() {
    return inRuleUnit(meter.lastValue());
  }

  private double inRuleUnit(double value) {
    return conversion == null ? value : conversion.value(value);
  }

  @Override
  public final void read(
      long time, double value, long formerTime, double former, boolean live, Outcomes out) {
    ConditionTrack condition = place.condition();
    double before = condition.counts(formerTime) ? inRuleUnit(former) : Double.NaN;
    condition.read(this, time, inRuleUnit(value), before, live, out);
  }

  /**
   * Looks at a reading that counts.
   *
   * @param former the value before; NaN when there was none that counts
   */
  abstract void take(long time, double value, double former, boolean live);

  /** The lowest value that leaves it as it is. Any may move it, unless it says otherwise. */
  double lowest() {
    return Double.POSITIVE_INFINITY;
  }

  /** The highest value that leaves it as it is, when {@link #lowest} does not rule it out. */
  double highest() {
    return Double.POSITIVE_INFINITY;
  }

  /** The largest difference to the value before that leaves it as it is. */
  double longestStep() {
    return Double.POSITIVE_INFINITY;
  }

  /** A hair narrower when that takes a conversion. */
  @Override
  public final double quietFrom() {
    double from = place.condition().isAwake() ? Double.POSITIVE_INFINITY : lowest();
    return conversion == null || Double.isInfinite(from)
        ? from
        : Math.nextUp(conversion.inverse().value(from));
  }

  @Override
  public final double quietTo() {
    double to = highest();
    return conversion == null || Double.isInfinite(to)
        ? to
        : Math.nextDown(conversion.inverse().value(to));
  }

  /** Converted values carry rounding with them, so that a step near to the longest is looked at. */
  @Override
  public final double quietStep() {
    double step = longestStep();
    return conversion == null || Double.isInfinite(step)
        ? step
        : conversion.inverse().difference(step) * NARROWER;
  }

  @Override
  final boolean isMomentary() {
    return false;
  }

  final String name() {
    return meter.meter.name();
  }

  /** A number of the meter, which may not be known at present. */
  final String quantity(double number) {
    return Double.isFinite(number) ? Words.quantity(number, unit) : "unknown";
  }

  /** The rule's. */
  final String unit() {
    return unit;
  }

  @Override
  public final void tell(Account account) {
    if (!isOn()) {
      return;
    }
    boolean delayed = persistence.onDelayMillis() > 0;
    account.clause(
        reason(account) + (delayed ? " since " + Words.minute(metSince(), account.zone) : ""));
    if (meter.hasReading()) {
      account.reading(new Evidence.Basis(name(), meter.lastTime(), shown()), unit);
    }
    if (conversion != null) {
      account.step(
          name()
              + " shows "
              + Words.quantity(meter.lastValue(), meter.meter.unit())
              + ", which the rule counts as "
              + Words.number(shown()));
    }
    arithmetic(account);
    if (persistence.of() > 1) {
      account.step(
          "met by "
              + timesMet()
              + " of the last "
              + persistence.of()
              + " readings, needed "
              + persistence.times());
    }
    if (delayed) {
      account.step(
          word()
              + " for "
              + Words.span(account.time - metSince())
              + ", on-delay "
              + Words.span(persistence.onDelayMillis()));
    }
  }

  /** Why it is on, in a clause. */
  abstract String reason(Account account);

  /** One word for its being met. */
  String word() {
    return "met";
  }

  /** Adds the steps of its calculation. */
  void arithmetic(Account account) {}

  @Override
  final String shown(Reasons reasons) {
    return meter.hasReading()
        ? state(reasons) + reasons.age(meter.lastTime())
        : name() + " has no good reading yet" + unheard(reasons);
  }

  /** What it makes of the meter that has never been heard of. */
  String unheard(Reasons reasons) {
    return "";
  }

  /** What it makes of the meter, in a sentence. */
  abstract String state(Reasons reasons);
}
