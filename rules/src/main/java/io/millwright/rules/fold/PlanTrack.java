package io.millwright.rules.fold;

import io.millwright.rules.fold.AssetState.OpenPlan;
import io.millwright.rules.fold.AssetState.PlanState;
import io.millwright.rules.model.Asset;
import io.millwright.rules.plan.CalendarTrigger;
import io.millwright.rules.plan.MaintenancePlan;
import io.millwright.rules.plan.Schedule;
import io.millwright.rules.plan.UsageTrigger;
import org.jspecify.annotations.Nullable;

/** One maintenance plan on one asset: when it is due next, and what is open. */
final class PlanTrack {
  private final Asset asset;
  private final MaintenancePlan plan;
  private final @Nullable UsageTrigger usage;
  private final @Nullable CalendarTrigger calendar;
  private final @Nullable MeterTrack meter;

  private @Nullable Double baseTotal;
  private @Nullable Long baseTime;
  private int cycle;
  private @Nullable OpenPlan open;

  // Derived from the above, so that the common case is one comparison.
  private double raiseAtTotal = Double.POSITIVE_INFINITY;
  private long raiseAtTime = Long.MAX_VALUE;

  PlanTrack(Asset asset, MaintenancePlan plan, @Nullable MeterTrack meter) {
    this.asset = asset;
    this.plan = plan;
    this.meter = meter;
    this.usage = meter == null ? null : plan.usage();
    this.calendar = plan.calendar();
  }

  MaintenancePlan plan() {
    return plan;
  }

  boolean watchesCalendar() {
    return calendar != null;
  }

  /** Gives the plan its first baseline; later calls change nothing. */
  void begin(long time) {
    boolean changed = false;
    if (usage != null && baseTotal == null && meter != null && meter.hasReading()) {
      double passed = Math.floor((meter.total() - usage.start()) / usage.every());
      baseTotal = usage.start() + Math.max(0, passed) * usage.every();
      changed = true;
    }
    if (calendar != null && baseTime == null) {
      baseTime = firstBaseTime(calendar, time);
      changed = true;
    }
    if (changed) {
      derive();
    }
  }

  private long firstBaseTime(CalendarTrigger trigger, long time) {
    if (trigger.start() == null) {
      return time;
    }
    long base = trigger.start().atStartOfDay(asset.zone()).toInstant().toEpochMilli();
    for (long next = trigger.dueAfter(base, asset.zone()); next <= time; ) {
      base = next;
      next = trigger.dueAfter(base, asset.zone());
    }
    return base;
  }

  private void derive() {
    raiseAtTotal =
        usage == null || baseTotal == null || open != null
            ? Double.POSITIVE_INFINITY
            : baseTotal + usage.every() - usage.lead();
    raiseAtTime =
        calendar == null || baseTime == null || open != null
            ? Long.MAX_VALUE
            : calendar.raiseBefore(calendar.dueAfter(baseTime, asset.zone()), asset.zone());
  }

  /** Whether the next order is to be raised: the whole of the quiet path. */
  boolean isDue(long time, double total) {
    return total >= raiseAtTotal || time >= raiseAtTime;
  }

  boolean isDue(long time) {
    return time >= raiseAtTime || (meter != null && meter.total() >= raiseAtTotal);
  }

  /** Epoch milliseconds at which a tick would raise an order, or Long.MAX_VALUE. */
  long nextTick() {
    return calendar != null && baseTime == null ? Long.MIN_VALUE : raiseAtTime;
  }

  void raise(long time, Outcomes out) {
    boolean byUsage = meter != null && meter.total() >= raiseAtTotal;
    Double dueTotal = usage == null || baseTotal == null ? null : baseTotal + usage.every();
    Long dueTime =
        calendar == null || baseTime == null ? null : calendar.dueAfter(baseTime, asset.zone());
    WorkOrder order =
        new PlanOrder(asset, plan, usage, meter)
            .raised(
                new EpisodeKey(asset.tag(), plan.id(), cycle + 1),
                time,
                byUsage,
                dueTotal,
                dueTime,
                baseTotal,
                baseTime);
    cycle++;
    open = new OpenPlan(dueTotal, dueTime, byUsage);
    derive();
    out.raised(order);
  }

  Verdict close(Event.OrderClosed event, Outcomes out) {
    if (open == null || event.cycle() != cycle) {
      return Verdict.WITHOUT_EFFECT;
    }
    OpenPlan closing = open;
    open = null;
    EpisodeKey key = new EpisodeKey(asset.tag(), plan.id(), cycle);
    out.closed(new EpisodeClosed(key, event.time(), event.completed()));
    boolean fromDue = plan.schedule() == Schedule.FIXED || !event.completed();
    int merged = 0;
    if (usage != null && meter != null && meter.hasReading()) {
      double done =
          event.meterValue() == null
              ? meter.total()
              : meter.totalOf(event.meterValue(), event.time());
      if (fromDue && closing.byUsage() && closing.dueTotal() != null) {
        baseTotal = closing.dueTotal();
        if (!plan.catchUp()) {
          double passed = Math.floor((Math.max(done, meter.total()) - baseTotal) / usage.every());
          merged += (int) Math.max(0, passed);
          baseTotal += Math.max(0, passed) * usage.every();
        }
      } else if (event.completed()) {
        baseTotal = done;
      }
    }
    if (calendar != null) {
      if (fromDue && !closing.byUsage() && closing.dueTime() != null) {
        baseTime = closing.dueTime();
        while (!plan.catchUp() && calendar.dueAfter(baseTime, asset.zone()) <= event.time()) {
          baseTime = calendar.dueAfter(baseTime, asset.zone());
          merged++;
        }
      } else if (event.completed()) {
        baseTime = event.time();
      }
    }
    derive();
    if (merged > 0) {
      out.suppressed(
          new Suppression(
              key,
              Suppression.Reason.MERGED,
              event.time(),
              merged
                  + " further due point(s) of "
                  + plan.id()
                  + " passed before this order was closed; they are covered by it"
                  + " (catch_up: true would raise them)."));
    }
    return Verdict.ACCEPTED;
  }

  @Nullable PlanState snapshot() {
    return baseTotal == null && baseTime == null
        ? null
        : new PlanState(baseTotal, baseTime, cycle, open);
  }

  void restore(PlanState state) {
    baseTotal = state.baseTotal();
    baseTime = state.baseTime();
    cycle = state.cycle();
    open = state.open();
    derive();
  }
}
