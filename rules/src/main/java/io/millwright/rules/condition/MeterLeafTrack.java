package io.millwright.rules.condition;

import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.meter.MeterTrack;
import io.millwright.rules.plan.Persistence;
import io.millwright.rules.plan.Signal;

/**
 * A leaf that looks at a meter. It says how far the meter may move before it has something to do:
 * from {@link #quietFrom} to {@link #quietTo}.
 */
public abstract class MeterLeafTrack extends LeafTrack {
  final MeterTrack meter;

  MeterLeafTrack(ConditionTrack condition, Signal.Leaf leaf, Persistence delays, MeterTrack meter) {
    super(condition, leaf, delays);
    this.meter = meter;
  }

  /**
   * Takes a good reading of the meter that is newer than all before.
   *
   * @param live false when it was sent from a buffer: it moves the phase, but an order waits for
   *     the next live reading to confirm it
   */
  public final void read(long time, double value, boolean live, Outcomes out) {
    condition.read(this, time, value, live, out);
  }

  /** Whether no reading may be left out, because a time is running. */
  public final boolean isAwake() {
    return condition.isAwake();
  }

  /** Looks at a reading that counts. */
  abstract void take(long time, double value, boolean live);

  /** The lowest value that leaves it as it is; infinite when any may move it. */
  public abstract double quietFrom();

  /** The highest value that leaves it as it is, when {@link #quietFrom} does not rule it out. */
  public abstract double quietTo();

  @Override
  final boolean isMomentary() {
    return false;
  }
}
