package io.millwright.rules.due;

import io.millwright.rules.episode.EpisodeKey;
import io.millwright.rules.episode.Escalation;
import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.episode.Reasons;
import io.millwright.rules.episode.Words;
import io.millwright.rules.event.Event;
import io.millwright.rules.meter.MeterTrack;
import io.millwright.rules.model.Asset;
import io.millwright.rules.plan.MaintenancePlan;
import io.millwright.rules.plan.Overdue;
import io.millwright.rules.plan.Whichever;
import io.millwright.rules.state.AssetState.Lateness;
import org.jspecify.annotations.Nullable;

/**
 * How late the open order of a plan is. It is late past the due point and the tolerance, or past
 * what it was put off to; once for each of these it is made more urgent.
 */
final class LateWatch {
  private static final Lateness IN_TIME = new Lateness(null, null, null, null, null);

  private final Asset asset;
  private final MaintenancePlan plan;
  private final Halves halves;
  private final @Nullable Overdue overdue;
  private Lateness now = IN_TIME;

  LateWatch(Asset asset, MaintenancePlan plan, Halves halves) {
    this.asset = asset;
    this.plan = plan;
    this.halves = halves;
    this.overdue = plan.life().overdue();
  }

  /** For the next order. */
  void reset() {
    now = IN_TIME;
  }

  /** Puts the work off; returns whether that is news. */
  boolean defer(Event.OrderDeferred event, @Nullable String namedMeter) {
    if (now.deferredAt() != null && event.time() <= now.deferredAt()) {
      return false;
    }
    OpenHalf total = null;
    for (UsageHalf half : halves.usage) {
      if (event.untilReading() != null && half.meter().equals(namedMeter)) {
        double until = half.meter.totalOf(event.untilReading(), event.time());
        total = new OpenHalf(half.meter(), until, false);
      }
    }
    String words = "put off by " + event.by() + " (" + event.reason() + ")";
    now = new Lateness(null, null, event.time(), words, new Until(event.until(), total));
    return true;
  }

  /** Takes what is so at a live event. */
  void look(EpisodeKey key, long time, Outcomes out) {
    if (overdue == null || now.escalatedAt() != null) {
      return;
    }
    Long since = now.since() == null ? lateSince(time) : now.since();
    if (since == null) {
      return;
    }
    Long escalatedAt = time >= since + overdue.after().toMillis() ? Long.valueOf(time) : null;
    now =
        new Lateness(
            since, escalatedAt, now.until(), now.untilTotal(), now.deferredAt(), now.deferral());
    if (escalatedAt != null) {
      out.escalated(
          new Escalation(key, time, overdue.priority(), null, "overdue", why(since, time)));
    }
  }

  private @Nullable Long lateSince(long time) {
    if (now.deferredAt() != null) {
      return deferredSince(time);
    }
    CalendarHalf calendar = halves.calendar;
    boolean byDate = calendar != null && calendar.hasBegun() && time >= calendar.lateTime();
    boolean all = byDate || calendar == null;
    boolean any = byDate;
    for (UsageHalf half : halves.usage) {
      boolean late = half.hasBegun() && half.meter.total() > half.lateAfter();
      all &= late;
      any |= late;
    }
    boolean late = plan.whichever() == Whichever.ALL ? all : any;
    return !late ? null : calendar != null && byDate ? Long.valueOf(calendar.lateTime()) : time;
  }

  private @Nullable Long deferredSince(long time) {
    if (now.until() != null && time >= now.until()) {
      return now.until();
    }
    Double total = deferredTotal();
    return total != null && now.untilTotal() != null && total >= now.untilTotal() ? time : null;
  }

  private @Nullable Double deferredTotal() {
    return halves.usage.length == 0 || now.untilTotal() == null
        ? null
        : Double.valueOf(halves.usage[0].meter.total());
  }

  private boolean isWaiting() {
    return overdue != null && now.escalatedAt() == null;
  }

  /** Whether something that a buffered reading showed waits for a live event. */
  boolean waitsForLive(long time) {
    return isWaiting() && now.since() == null && lateSince(time) != null;
  }

  /** When the passing of time makes it more urgent: epoch milliseconds, Long.MAX_VALUE for never. */
  long nextTick() {
    if (overdue == null || now.escalatedAt() != null) {
      return Long.MAX_VALUE;
    }
    long after = overdue.after().toMillis();
    if (now.since() != null) {
      return now.since() + after;
    }
    if (now.deferredAt() != null) {
      return now.until() == null ? Long.MAX_VALUE : now.until() + after;
    }
    CalendarHalf calendar = halves.calendar;
    if (calendar == null || !calendar.hasBegun()) {
      return Long.MAX_VALUE;
    }
    if (plan.whichever() == Whichever.ALL) {
      for (UsageHalf half : halves.usage) {
        if (!half.hasBegun() || half.meter.total() <= half.lateAfter()) {
          return Long.MAX_VALUE;
        }
      }
    }
    return calendar.lateTime() + after;
  }

  /** The life-to-date of a meter from which its movement makes the order late. */
  double nextTotal(MeterTrack meter) {
    if (!isWaiting() || now.since() != null) {
      return Double.POSITIVE_INFINITY;
    }
    if (now.deferredAt() != null) {
      return now.untilTotal() == null || halves.usage[0].meter != meter
          ? Double.POSITIVE_INFINITY
          : now.untilTotal();
    }
    for (UsageHalf half : halves.usage) {
      if (half.meter == meter && half.hasBegun()) {
        return half.lateAfter();
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  private String why(long since, long time) {
    StringBuilder why = new StringBuilder(plan.title()).append(" is not done");
    if (now.deferral() != null) {
      why.append(", ").append(now.deferral());
    }
    why.append("; late since ").append(Words.minute(since, asset.zone())).append(": ");
    if (now.until() != null && time >= now.until()) {
      why.append("put off to ").append(Words.minute(now.until(), asset.zone()));
    } else if (now.untilTotal() != null) {
      why.append("put off to ").append(usage(halves.usage[0], now.untilTotal()));
    } else {
      why.append(points(time));
    }
    return why.append('.').toString();
  }

  private String points(long time) {
    StringBuilder points = new StringBuilder();
    for (UsageHalf half : halves.usage) {
      if (half.hasBegun() && half.meter.total() > half.lateAfter()) {
        points.append(points.isEmpty() ? "" : ", ").append("due at ");
        points.append(usage(half, half.due()));
        if (half.trigger.tolerance() > 0) {
          points.append(", tolerance ");
          points.append(Words.quantity(half.trigger.tolerance(), half.trigger.unit()));
        }
      }
    }
    CalendarHalf calendar = halves.calendar;
    if (calendar != null && calendar.hasBegun() && time >= calendar.lateTime()) {
      points.append(points.isEmpty() ? "" : ", ").append("due ").append(calendar.words());
      points.append(", late after ").append(Words.day(calendar.lateTime(), asset.zone()));
    }
    return points.toString();
  }

  private static String usage(UsageHalf half, double total) {
    return Words.quantity(total, half.trigger.unit())
        + ", "
        + half.meter()
        + " is at "
        + Words.quantity(half.meter.total(), half.trigger.unit());
  }

  /** Says how late it is, and what follows. */
  void explain(Reasons reasons) {
    if (now.deferral() != null) {
      reasons.add("its order was " + now.deferral());
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
