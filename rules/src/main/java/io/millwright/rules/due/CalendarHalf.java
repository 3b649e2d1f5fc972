package io.millwright.rules.due;

import io.millwright.rules.episode.Reasons;
import io.millwright.rules.plan.CalendarTrigger;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The calendar half of a plan on one asset: the date that the next interval counts from. */
final class CalendarHalf {
  final CalendarTrigger trigger;
  private final ZoneId zone;

  private @Nullable Long base;

  /** Where this chain of due dates began: gives them their day of the month and time of day. */
  private @Nullable Long anchor;

  /** Derived from the base, so that the common case is one comparison. */
  private long raiseAt = Long.MAX_VALUE;

  CalendarHalf(CalendarTrigger trigger, ZoneId zone) {
    this.trigger = trigger;
    this.zone = zone;
  }

  /** Gives the first baseline: the plan's start, or this time. */
  void begin(long time) {
    if (base != null) {
      return;
    }
    if (trigger.start() == null) {
      restart(time);
      return;
    }
    long start = trigger.start().atStartOfDay(zone).toInstant().toEpochMilli();
    restoreTo(start, start);
    moveAlong(start, time);
  }

  /** Epoch milliseconds from which the order is to be raised; at once before the first baseline. */
  long raiseAt() {
    return base == null ? Long.MIN_VALUE : raiseAt;
  }

  boolean isDue(long time) {
    return time >= raiseAt;
  }

  @Nullable Long base() {
    return base;
  }

  @Nullable Long anchor() {
    return anchor;
  }

  /** When the next interval ends, or null before the first baseline. */
  @Nullable Long due() {
    return base == null ? null : after(base);
  }

  private long after(long time) {
    return trigger.dueAfter(time, anchor == null ? time : anchor, zone);
  }

  /** Says when it is due. */
  void explain(Reasons reasons) {
    Long due = due();
    if (due == null) {
      reasons.add("its calendar has not begun: that takes a reading or a tick");
      return;
    }
    reasons.add(
        "by calendar it is due at "
            + reasons.time(due)
            + (raiseAt == due ? "" : ", raised from " + reasons.time(raiseAt))
            + (raiseAt <= reasons.at() ? ": the next live reading or tick raises it" : ""));
  }

  /** Begins a new chain of due dates. */
  void restart(long time) {
    restoreTo(time, time);
  }

  void restoreTo(@Nullable Long newBase, @Nullable Long newAnchor) {
    anchor = newAnchor;
    base = newBase;
    Long due = due();
    raiseAt = due == null ? Long.MAX_VALUE : trigger.raiseBefore(due, zone);
  }

  /** Counts the next interval from this due date. */
  void moveTo(long due) {
    restoreTo(due, anchor);
  }

  /**
   * Counts the next interval from the last due date at or before a time.
   *
   * @return how many due dates after {@code due} were passed over
   */
  int moveAlong(long due, long time) {
    int passed = 0;
    long last = due;
    for (long next = after(last); next <= time; next = after(last)) {
      last = next;
      passed++;
    }
    moveTo(last);
    return passed;
  }
}
