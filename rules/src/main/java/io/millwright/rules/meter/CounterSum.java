package io.millwright.rules.meter;

import java.util.List;

/** A weighted sum of counters. It begins when each of them has shown something. */
public final class CounterSum extends DerivedMeter {
  private final List<Part> parts;

  /**
   * One counter of it.
   *
   * @param counter a counter
   * @param times what one of it counts in the sum
   */
  public record Part(MeterTrack counter, double times) {}

  /**
   * Creates it.
   *
   * @param meter its own total
   * @param parts what it is the sum of
   */
  public CounterSum(MeterTrack meter, List<Part> parts) {
    super(meter);
    this.parts = List.copyOf(parts);
  }

  @Override
  public boolean follow(long time, double value) {
    double total = 0;
    long newest = time;
    for (Part part : parts) {
      if (!part.counter.hasReading()) {
        return false;
      }
      total += part.times * part.counter.total();
      newest = Math.max(newest, part.counter.lastTime());
    }
    total = Rounding.off(total);
    boolean known = meter.hasReading() && time <= meter.lastTime() && total == meter.total();
    if (known || !MeterTrack.isCountable(total)) {
      return false;
    }
    // What a late reading begins is as new as what it adds up.
    meter.count(meter.hasReading() ? time : newest, total);
    return true;
  }
}
