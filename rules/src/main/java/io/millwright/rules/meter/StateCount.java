package io.millwright.rules.meter;

import io.millwright.rules.plan.MeterRule;
import java.util.List;

/**
 * Counts up what a state meter shows: the time it spent in some states, or how often it came into
 * them. A late reading is counted in its place among the newest 64; so the order in which readings
 * arrive does not change the total.
 */
public final class StateCount extends DerivedMeter {
  private final MeterTrack source;
  private final double[] states;
  private final double start;

  /** The longest that a reading holds, in milliseconds; 0 when entries are counted. */
  private final long hold;

  /** How many of what is counted, milliseconds or entries, make one of the meter's unit. */
  private final double perUnit;

  private StateCount(
      MeterTrack meter,
      MeterTrack source,
      List<Double> states,
      double start,
      long hold,
      double perUnit) {
    super(meter);
    this.source = source;
    this.states = states.stream().mapToDouble(Double::doubleValue).toArray();
    this.start = start;
    this.hold = hold;
    this.perUnit = perUnit;
    meter.recent();
  }

  /**
   * The time in some states.
   *
   * @param meter its own total
   * @param source the state meter
   * @param rule what counts
   * @param millisPerUnit milliseconds in one of the meter's unit
   */
  public static StateCount of(
      MeterTrack meter, MeterTrack source, MeterRule.HoursIn rule, double millisPerUnit) {
    return new StateCount(
        meter, source, rule.states(), rule.start(), rule.holdAtMostMillis(), millisPerUnit);
  }

  /**
   * Entries into some states.
   *
   * @param meter its own total
   * @param source the state meter
   * @param rule what counts
   */
  public static StateCount of(MeterTrack meter, MeterTrack source, MeterRule.EntriesInto rule) {
    return new StateCount(meter, source, rule.states(), rule.start(), 0, 1);
  }

  @Override
  public boolean follow(long time, double value) {
    RecentReadings recent = meter.recent();
    int found = recent.find(time);
    int place = -found - 1;
    boolean first = recent.size() == 0 && time == source.lastTime();
    // What is older than all it knows may have been counted, or stored before counting began.
    if (found >= 0 || (place == 0 && !first)) {
      return false;
    }
    long more = 0;
    if (place > 0) {
      more += step(recent.time(place - 1), recent.value(place - 1), time, value);
    }
    if (place < recent.size()) {
      more += step(time, value, recent.time(place), recent.value(place));
    }
    if (place > 0 && place < recent.size()) {
      more -=
          step(
              recent.time(place - 1),
              recent.value(place - 1),
              recent.time(place),
              recent.value(place));
    }
    recent.insert(place, time, value);
    // Whole numbers are counted up, so that no order of arrival leaves another rounding.
    long counted = meter.hasReading() ? Math.round((meter.total() - start) * perUnit) : 0;
    meter.count(time, start + (counted + more) / perUnit);
    return true;
  }

  private long step(long from, double before, long to, double after) {
    if (hold > 0) {
      return counts(before) ? Math.min(hold, to - from) : 0;
    }
    return !counts(before) && counts(after) ? 1 : 0;
  }

  private boolean counts(double value) {
    for (double state : states) {
      if (state == value) {
        return true;
      }
    }
    return false;
  }
}
