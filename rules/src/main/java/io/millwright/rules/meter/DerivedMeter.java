package io.millwright.rules.meter;

/** A counter that no gateway sends: its total follows from other meters of the same asset. */
public abstract sealed class DerivedMeter permits StateCount, CounterSum {
  /** Its total. */
  public final MeterTrack meter;

  DerivedMeter(MeterTrack meter) {
    this.meter = meter;
  }

  /**
   * Takes that a meter it follows from has moved.
   *
   * @param time of the reading, which may be a late one
   * @param value what the reading said
   * @return whether its own total is known now and may have moved
   */
  public abstract boolean follow(long time, double value);
}
