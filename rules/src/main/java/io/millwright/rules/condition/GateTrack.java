package io.millwright.rules.condition;

import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.episode.Reasons;
import io.millwright.rules.episode.Words;
import io.millwright.rules.meter.MeterTrack;
import io.millwright.rules.plan.Bounds;
import io.millwright.rules.plan.Gate;

/**
 * Opens and shuts a condition by the newest value of a meter: shut before the first. Readings that
 * come while it is shut are not looked at.
 */
public final class GateTrack implements Watcher {
  private final ConditionTrack condition;
  private final Gate gate;
  private final MeterTrack meter;
  private long openSince = SignalTrack.NEVER;

  public GateTrack(ConditionTrack condition, Gate gate, MeterTrack meter) {
    this.condition = condition;
    this.gate = gate;
    this.meter = meter;
  }

  boolean isOpen() {
    return meter.hasReading() && gate.isOpen(meter.lastValue());
  }

  /** When it last opened, or {@link SignalTrack#NEVER}. */
  long openSince() {
    return openSince;
  }

  @Override
  public void read(
      long time, double value, long formerTime, double former, boolean live, Outcomes out) {
    boolean was = formerTime != SignalTrack.NEVER && gate.isOpen(former);
    boolean open = gate.isOpen(value);
    if (was && !open) {
      condition.paused();
    } else if (!was && open) {
      openSince = time;
      condition.resumed(time, live, out);
    } else if (open && live) {
      condition.confirmed(time, out);
    }
  }

  @Override
  public double quietFrom() {
    Bounds past = gate.past();
    if (!meter.hasReading() || condition.isAwake() || condition.isUnconfirmed(meter.lastTime())) {
      return Double.POSITIVE_INFINITY;
    }
    return past == null || isOpen() ? meter.lastValue() : past.from();
  }

  @Override
  public double quietTo() {
    Bounds past = gate.past();
    return past == null || isOpen() ? meter.lastValue() : past.to();
  }

  void explain(Reasons reasons) {
    if (!isOpen()) {
      reasons.add(
          "it is not looked at: "
              + gate.meter()
              + (meter.hasReading()
                  ? " is at "
                      + Words.quantity(meter.lastValue(), meter.meter.unit())
                      + reasons.age(meter.lastTime())
                  : " has no good reading yet"));
    }
  }

  void restore(long since) {
    openSince = since;
  }
}
