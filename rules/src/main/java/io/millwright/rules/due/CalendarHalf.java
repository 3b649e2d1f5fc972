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

  /** Derived from the base. */
  private long due;

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
    if (trigger.recurrence() == null) {
      place(start, start);
      moveAlong((double) start, (double) time);
    } else {
      // The start may be the first of its dates.
      place(start - 1, start);
      if (dueTime() <= time) {
        place(time, start);
      }
    }
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
    return due == CalendarTrigger.NEVER ? Double.POSITIVE_INFINITY : due;
  }

  /** Epoch milliseconds at which the present interval ends; needs a baseline. */
  long dueTime() {
    return due;
  }

  long baseTime() {
    return base;
  }

  /** Epoch milliseconds from which the order may be raised; at once before the first baseline. */
  long raiseTime() {
    return raiseFrom;
  }

  long lateTime() {
    return due == CalendarTrigger.NEVER ? due : trigger.lateAfter(due, zone);
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
    due = after(base);
    raiseFrom = trigger.raiseBefore(due, zone);
  }

  /** Begins a new chain of due dates; a recurrence goes on with its own. */
  @Override
  public void restart(double time) {
    place((long) time, trigger.recurrence() == null ? (long) time : anchor);
  }

  @Override
  public void moveTo(double date) {
    place((long) date, anchor);
  }

  @Override
  public int moveAlong(double from, double time) {
    int passed = 0;
    long last = (long) from;
    for (long next = after(last);
        next <= time && next != CalendarTrigger.NEVER;
        next = after(last)) {
      last = next;
      passed++;
    }
    place(last, anchor);
    return passed;
  }

  /** Whether there is a due date to come. */
  boolean hasDue() {
    return begun && due != CalendarTrigger.NEVER;
  }

  /** {@code on 2026-07-01 by calendar}. */
  String words() {
    return "on " + Words.day(dueTime(), zone) + " by calendar";
  }

  /** Each step of the calculation. */
  List<String> explain() {
    String from =
        trigger.every() == null
            ? "the first after "
                + Words.day(base, zone)
                + " of "
                + (trigger.recurrence() == null ? "" : trigger.recurrence().rule())
            : Words.day(base, zone) + " + " + Spelled.period(trigger.every());
    String date = "due date " + Words.day(dueTime(), zone) + " = " + from;
    return trigger.tolerance().isZero()
        ? List.of(date)
        : List.of(
            date,
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
    if (!hasDue()) {
      reasons.add("its calendar has no further date");
      return;
    }
    reasons.add(
        "by calendar it is due at "
            + reasons.time(dueTime())
            + (raiseFrom == dueTime() ? "" : ", raised from " + reasons.time(raiseFrom)));
  }

  @Override
  public boolean keepsItsDates() {
    return trigger.recurrence() != null;
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
