package io.millwright.rules.due;

import io.millwright.rules.episode.Reasons;
import io.millwright.rules.episode.Spelled;
import io.millwright.rules.episode.Words;
import io.millwright.rules.plan.CalendarTrigger;
import io.millwright.rules.state.AssetState.HalfState;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calendar half of a plan on one asset: the date that the next interval counts from. */
final class CalendarHalf implements Half {
  final CalendarTrigger trigger;
  private final ZoneId zone;

  private boolean begun;
  private long base;

  /** Where this chain of due dates began: gives them their day of the month and time of day. */
  private long anchor;

  /** Derived from the base, so that the common case is one comparison; at once before the first. */
  private long raiseFrom = Long.MIN_VALUE;

  CalendarHalf(CalendarTrigger trigger, ZoneId zone) {
    this.trigger = trigger;
    this.zone = zone;
  }

  @Override
  public @Nullable String meter() {
    return null;
  }

  /** The first baseline is the plan's start, or the beginning of this day. */
  @Override
  public void begin(long time, boolean live) {
    if (begun || !live) {
      return;
    }
    if (trigger.start() == null) {
      long midnight = midnight(Instant.ofEpochMilli(time).atZone(zone).toLocalDate());
      place(midnight, midnight);
      return;
    }
    long start = midnight(trigger.start());
    place(start, start);
    moveAlong((double) start, (double) time);
  }

  private long midnight(LocalDate day) {
    return day.atStartOfDay(zone).toInstant().toEpochMilli();
  }

  @Override
  public boolean hasBegun() {
    return begun;
  }

  @Override
  public double base() {
    return base;
  }

  @Override
  public double due() {
    return dueTime();
  }

  /** Epoch milliseconds at which the present interval ends; needs a baseline. */
  long dueTime() {
    return after(base);
  }

  long baseTime() {
    return base;
  }

  /** Epoch milliseconds from which the order may be raised; at once before the first baseline. */
  long raiseTime() {
    return raiseFrom;
  }

  long lateTime() {
    return trigger.lateAfter(dueTime(), zone);
  }

  @Override
  public double raiseFrom() {
    return raiseFrom;
  }

  @Override
  public double lateAfter() {
    return lateTime();
  }

  @Override
  public double at(long time) {
    return time;
  }

  private long after(long time) {
    return trigger.dueAfter(time, anchor, zone);
  }

  private void place(long newBase, long newAnchor) {
    begun = true;
    anchor = newAnchor;
    base = newBase;
    raiseFrom = trigger.raiseBefore(dueTime(), zone);
  }

  /** Begins a new chain of due dates. */
  @Override
  public void restart(double time) {
    place((long) time, (long) time);
  }

  @Override
  public void moveTo(double due) {
    place((long) due, anchor);
  }

  @Override
  public int moveAlong(double due, double time) {
    int passed = 0;
    long last = (long) due;
    for (long next = after(last); next <= time; next = after(last)) {
      last = next;
      passed++;
    }
    place(last, anchor);
    return passed;
  }

  /** {@code on 2026-07-01 by calendar}. */
  String words() {
    return "on " + Words.day(dueTime(), zone) + " by calendar";
  }

  /** Each step of the calculation. */
  List<String> explain() {
    String due =
        "due date "
            + Words.day(dueTime(), zone)
            + " = "
            + Words.day(base, zone)
            + " + "
            + Spelled.period(trigger.every());
    return trigger.tolerance().isZero()
        ? List.of(due)
        : List.of(
            due,
            "late after "
                + Words.day(lateTime(), zone)
                + " = due date + tolerance "
                + Spelled.period(trigger.tolerance()));
  }

  @Override
  public void explain(Reasons reasons) {
    if (!begun) {
      reasons.add("its calendar has not begun: that takes a reading or a tick");
      return;
    }
    reasons.add(
        "by calendar it is due at "
            + reasons.time(dueTime())
            + (raiseFrom == dueTime() ? "" : ", raised from " + reasons.time(raiseFrom)));
  }

  @Override
  public boolean keepsItsDates() {
    return false;
  }

  @Override
  public HalfState snapshot() {
    return new HalfState(null, base, anchor);
  }

  @Override
  public void restore(HalfState state) {
    long from = (long) state.base();
    place(from, state.anchor() == null ? from : state.anchor());
  }
}
