package io.millwright.rules.due;

import io.millwright.rules.episode.EpisodeKey;
import io.millwright.rules.episode.Escalation;
import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.episode.Reasons;
import io.millwright.rules.event.Event;
import io.millwright.rules.meter.MeterTrack;
import io.millwright.rules.model.Asset;
import io.millwright.rules.plan.MaintenancePlan;
import io.millwright.rules.plan.Overdue;
import io.millwright.rules.plan.Whichever;
import io.millwright.rules.state.AssetState.Deferral;
import io.millwright.rules.state.AssetState.Lateness;
import org.jspecify.annotations.Nullable;

/**
 * How late the open order of a plan is. It is late past the due point and the tolerance, or past
 * what it was put off to; once for each of these it is made more urgent.
 */
final class LateWatch {
  private static final Lateness IN_TIME = new Lateness(null, null, null);

  private final Halves halves;
  private final LateWords words;
  private final @Nullable Overdue overdue;
  private final boolean together;
  private Lateness now = IN_TIME;

  LateWatch(Asset asset, MaintenancePlan plan, Halves halves) {
    this.halves = halves;
    this.words = new LateWords(asset, plan, halves);
    this.overdue = plan.life().overdue();
    this.together = plan.whichever() == Whichever.ALL;
  }

  /** For the next order. */
  void reset() {
    now = IN_TIME;
  }

  /** Puts the work off; returns whether that is news. */
  boolean defer(Event.OrderDeferred event, @Nullable String namedMeter) {
    Deferral before = now.deferral();
    if (before != null && event.time() <= before.at()) {
      return false;
    }
    UsageHalf half = halves.of(namedMeter);
    Double total =
        half == null || event.untilReading() == null
            ? null
            : Double.valueOf(half.meter.totalOf(event.untilReading(), event.time()));
    now =
        new Lateness(
            null,
            null,
            new Deferral(
                event.time(),
                event.by(),
                event.reason(),
                event.until(),
                total == null ? null : namedMeter,
                total));
    return true;
  }

  /**
   * Takes what is so at a live event.
   *
   * @return whether it has become late now: from here on, readings of any meter tell the time
   */
  boolean look(EpisodeKey key, long time, Outcomes out) {
    if (overdue == null || now.escalatedAt() != null) {
      return false;
    }
    boolean wasLate = now.since() != null;
    Long since = wasLate ? now.since() : lateSince(time);
    if (since == null) {
      return false;
    }
    boolean escalates = time >= since + overdue.after().toMillis();
    now = new Lateness(since, escalates ? Long.valueOf(time) : null, now.deferral());
    if (escalates) {
      String why = words.why(now, time);
      out.escalated(new Escalation(key, time, overdue.priority(), null, "overdue", why));
    }
    return !wasLate;
  }

  private @Nullable Long lateSince(long time) {
    if (now.deferral() != null) {
      return lateSince(now.deferral(), time);
    }
    CalendarHalf calendar = halves.calendar;
    boolean byDate = calendar != null && calendar.hasBegun() && time >= calendar.lateTime();
    boolean all = byDate || calendar == null;
    boolean any = byDate;
    for (UsageHalf half : halves.usage) {
      all &= half.isLate();
      any |= half.isLate();
    }
    return !(together ? all : any)
        ? null
        : byDate && calendar != null ? Long.valueOf(calendar.lateTime()) : Long.valueOf(time);
  }

  private @Nullable Long lateSince(Deferral deferral, long time) {
    if (deferral.until() != null && time >= deferral.until()) {
      return deferral.until();
    }
    UsageHalf half = halves.of(deferral.meter());
    return half != null
            && deferral.untilTotal() != null
            && half.meter.total() >= deferral.untilTotal()
        ? Long.valueOf(time)
        : null;
  }

  /** Whether something that a buffered reading showed waits for a live event. */
  boolean waitsForLive(long time) {
    return overdue != null
        && now.escalatedAt() == null
        && now.since() == null
        && lateSince(time) != null;
  }

  /** When time alone makes it more urgent: epoch milliseconds, Long.MAX_VALUE for never. */
  long nextTick() {
    if (overdue == null || now.escalatedAt() != null) {
      return Long.MAX_VALUE;
    }
    Long since = now.since() == null ? lateByTime() : now.since();
    return since == null ? Long.MAX_VALUE : since + overdue.after().toMillis();
  }

  /** When a reading finds out by its time alone that it is late, or escalates it. */
  long nextTime() {
    Long since = overdue == null || now.since() != null ? null : lateByTime();
    return since == null ? nextTick() : since;
  }

  private @Nullable Long lateByTime() {
    if (now.deferral() != null) {
      return now.deferral().until();
    }
    CalendarHalf calendar = halves.calendar;
    if (calendar == null || !calendar.hasBegun() || Double.isInfinite(calendar.due())) {
      return null;
    }
    for (UsageHalf half : halves.usage) {
      if (together && !half.isLate()) {
        return null;
      }
    }
    return calendar.lateTime();
  }

  /** The life-to-date of a meter from which its movement makes the order late. */
  double nextTotal(MeterTrack meter) {
    if (waitsForLive(meter.lastTime())) {
      return Double.NEGATIVE_INFINITY;
    }
    UsageHalf half = halves.of(meter);
    if (overdue == null || now.since() != null || half == null || !half.hasBegun()) {
      return Double.POSITIVE_INFINITY;
    }
    Deferral deferral = now.deferral();
    if (deferral == null) {
      return half.lateAfter();
    }
    return deferral.untilTotal() == null || !half.meter().equals(deferral.meter())
        ? Double.POSITIVE_INFINITY
        : deferral.untilTotal();
  }

  /** Says how late it is, and what follows. */
  void explain(Reasons reasons) {
    if (now.deferral() != null) {
      reasons.add("its order was " + words.deferral(now.deferral()));
    }
    if (now.escalatedAt() != null) {
      reasons.add("its order is overdue and was escalated at " + reasons.time(now.escalatedAt()));
    } else if (now.since() != null && overdue != null) {
      reasons.add(
          "its order is late since "
              + reasons.time(now.since())
              + ", to be escalated at "
              + reasons.time(now.since() + overdue.after().toMillis()));
    }
  }

  @Nullable Lateness snapshot() {
    return now.equals(IN_TIME) ? null : now;
  }

  void restore(@Nullable Lateness was) {
    now = was == null ? IN_TIME : was;
  }
}
