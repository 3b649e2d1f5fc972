package io.millwright.rules.condition;

import io.millwright.rules.episode.Evidence;
import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.episode.Reasons;
import io.millwright.rules.episode.Words;
import io.millwright.rules.meter.MeterTrack;
import io.millwright.rules.plan.Persistence;

/** A leaf that looks at a meter. */
public abstract class MeterLeafTrack extends LeafTrack implements Watcher {
  final MeterTrack meter;

  MeterLeafTrack(LeafPlace place, Persistence persistence, MeterTrack meter) {
    super(place, persistence);
    this.meter = meter;
  }

  @Override
  public final void read(
      long time, double value, long formerTime, double former, boolean live, Outcomes out) {
    if (place.condition().counts(formerTime)) {
      place.condition().read(this, time, value, former, live, out);
    } else {
      place.condition().read(this, time, value, Double.NaN, live, out);
    }
  }

  /**
   * Looks at a reading that counts.
   *
   * @param former the value before; NaN when there was none that counts
   */
  abstract void take(long time, double value, double former, boolean live);

  /** Any reading may move it, unless it says otherwise. */
  @Override
  public double quietFrom() {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public double quietTo() {
    return Double.NEGATIVE_INFINITY;
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
    return Double.isFinite(number) ? Words.quantity(number, unit()) : "unknown";
  }

  final String unit() {
    return meter.meter.unit();
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
      account.reading(new Evidence.Basis(name(), meter.lastTime(), meter.lastValue()), unit());
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
