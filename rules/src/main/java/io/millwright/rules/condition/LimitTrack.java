package io.millwright.rules.condition;

import io.millwright.rules.episode.Evidence;
import io.millwright.rules.episode.Reasons;
import io.millwright.rules.episode.Words;
import io.millwright.rules.meter.MeterTrack;
import io.millwright.rules.plan.Bounds;
import io.millwright.rules.plan.Limit;
import io.millwright.rules.state.ConditionPhase;

/** A meter's value past a limit. */
public final class LimitTrack extends MeterLeafTrack {
  private final Limit limit;
  private final Bounds bounds;

  public LimitTrack(ConditionTrack condition, Limit limit, MeterTrack meter) {
    super(condition, limit, limit.persistence(), meter);
    this.limit = limit;
    this.bounds = limit.bounds();
  }

  @Override
  void take(long time, double value, boolean live) {
    move(time, bounds.isMet(value), bounds.isClear(value), live);
  }

  @Override
  public double quietFrom() {
    return phase() == ConditionPhase.NORMAL ? bounds.from() : Double.POSITIVE_INFINITY;
  }

  @Override
  public double quietTo() {
    return bounds.to();
  }

  @Override
  public void tell(Account account) {
    if (!isOn()) {
      return;
    }
    boolean delayed = delays.onDelayMillis() > 0;
    account.clause(
        shown(bounds.side()) + (delayed ? " since " + Words.minute(metSince(), account.zone) : ""));
    account.reading(new Evidence.Basis(limit.meter(), meter.lastTime(), shown()), limit.unit());
    tellConversion(account);
    if (delayed) {
      account.step(
          bounds.side()
              + " for "
              + Words.span(account.time - metSince())
              + ", on-delay "
              + Words.span(delays.onDelayMillis()));
    }
  }

  private String shown(String side) {
    return limit.meter()
        + " is at "
        + Words.quantity(shown(), limit.unit())
        + ", "
        + side
        + " "
        + limits();
  }

  private String limits() {
    if (Double.isInfinite(bounds.from())) {
      return "the limit of " + Words.quantity(bounds.to(), limit.unit());
    }
    return Double.isInfinite(bounds.to())
        ? "the limit of " + Words.quantity(bounds.from(), limit.unit())
        : "the limits of "
            + Words.number(bounds.from())
            + " and "
            + Words.quantity(bounds.to(), limit.unit());
  }

  @Override
  String shown(Reasons reasons) {
    if (!meter.hasReading()) {
      return limit.meter() + " has no good reading yet";
    }
    boolean met = bounds.isMet(shown());
    return shown(met ? bounds.side() : "not " + bounds.side()) + reasons.age(meter.lastTime());
  }
}
