package io.millwright.rules.condition;

import io.millwright.rules.episode.Reasons;
import io.millwright.rules.meter.MeterTrack;
import io.millwright.rules.plan.Bounds;
import io.millwright.rules.plan.Limit;

/** A meter's value past a limit. */
public final class LimitTrack extends MeterLeafTrack {
  private final Bounds bounds;

  public LimitTrack(LeafPlace place, Limit limit, MeterTrack meter) {
    super(place, limit, limit.persistence(), meter);
    this.bounds = limit.bounds();
  }

  @Override
  void take(long time, double value, double former, boolean live) {
    judge(time, bounds.isMet(value), bounds.isClear(value), live);
  }

  @Override
  double lowest() {
    return isAtRest() ? bounds.from() : Double.POSITIVE_INFINITY;
  }

  @Override
  double highest() {
    return bounds.to();
  }

  @Override
  String reason(Account account) {
    return name() + " is at " + quantity(shown()) + ", " + new BoundsWords(bounds, unit()).met();
  }

  @Override
  String word() {
    return bounds.side();
  }

  @Override
  String state(Reasons reasons) {
    return name()
        + " is at "
        + quantity(shown())
        + ", "
        + new BoundsWords(bounds, unit()).of(shown());
  }
}
