package io.millwright.rules.due;

import io.millwright.rules.episode.EpisodeClosed;
import io.millwright.rules.episode.EpisodeKey;
import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.episode.Reasons;
import io.millwright.rules.episode.Suppression;
import io.millwright.rules.episode.Words;
import io.millwright.rules.episode.WorkOrder;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.meter.MeterTrack;
import io.millwright.rules.model.Asset;
import io.millwright.rules.plan.MaintenancePlan;
import io.millwright.rules.plan.Schedule;
import io.millwright.rules.state.AssetState.OpenPlan;
import io.millwright.rules.state.AssetState.PlanState;
import org.jspecify.annotations.Nullable;

/**
 * One maintenance plan on one asset: when it is due next, and what is open. The half that fires
 * first raises the order; the other one cannot raise a second while that is open.
 */
public final class PlanTrack {
  private final Asset asset;
  private final MaintenancePlan plan;
  private final @Nullable UsageHalf usage;
  private final @Nullable CalendarHalf calendar;

  private int cycle;
  private @Nullable OpenPlan open;

  /** The cycle for which it was said that a buffered reading raises nothing. */
  private int heldBack;

  public PlanTrack(Asset asset, MaintenancePlan plan, @Nullable MeterTrack meter) {
    this.asset = asset;
    this.plan = plan;
    this.usage = meter == null || plan.usage() == null ? null : new UsageHalf(plan.usage(), meter);
    this.calendar =
        plan.calendar() == null ? null : new CalendarHalf(plan.calendar(), asset.zone());
  }

  /** Takes what the usage meter shows now. */
  public void usageMoved(long time, boolean live, Outcomes out) {
    if (usage != null) {
      usage.begin();
    }
    if (live && calendar != null) {
      calendar.begin(time);
    }
    if (open != null) {
      return;
    }
    if (live) {
      raiseIfDue(time, out);
    } else if (usage != null && usage.isDue() && heldBack <= cycle) {
      heldBack = cycle + 1;
      out.suppressed(heldBack(time, usage));
    }
  }

  /** Takes that what the usage meter showed was wrong. */
  public void usageCorrected(long time, Outcomes out) {
    if (usage != null) {
      usage.fellBack(plan.schedule() == Schedule.FIXED);
    }
    usageMoved(time, true, out);
  }

  /** Takes the passing of time. */
  public void tick(long time, Outcomes out) {
    if (calendar != null) {
      calendar.begin(time);
    }
    raiseIfDue(time, out);
  }

  /**
   * When a tick has an effect.
   *
   * @return epoch milliseconds, Long.MIN_VALUE for at once, Long.MAX_VALUE for never
   */
  public long nextTick() {
    if (calendar == null || (open != null && calendar.base() != null)) {
      return Long.MAX_VALUE;
    }
    return calendar.raiseAt();
  }

  /** The life-to-date from which the usage meter's movement has an effect. */
  public double nextTotal() {
    if (usage == null || (open != null && usage.base() != null)) {
      return Double.POSITIVE_INFINITY;
    }
    return usage.raiseAt();
  }

  private void raiseIfDue(long time, Outcomes out) {
    if (open != null) {
      return;
    }
    boolean byUsage = usage != null && usage.isDue();
    if (byUsage || (calendar != null && calendar.isDue(time))) {
      raise(time, byUsage, out);
    }
  }

  private void raise(long time, boolean byUsage, Outcomes out) {
    WorkOrder order =
        new PlanOrder(asset, plan, usage, calendar)
            .raised(new EpisodeKey(asset.tag(), plan.id(), cycle + 1), time, byUsage);
    cycle++;
    open =
        new OpenPlan(
            usage == null ? null : usage.due(), calendar == null ? null : calendar.due(), byUsage);
    out.raised(order);
  }

  private Suppression heldBack(long time, UsageHalf half) {
    return new Suppression(
        new EpisodeKey(asset.tag(), plan.id(), heldBack),
        Suppression.Reason.HISTORICAL,
        time,
        half.trigger.meter()
            + " reached "
            + Words.number(half.meter.total())
            + " "
            + half.trigger.unit()
            + " by a reading that was sent from a buffer; the next live one raises the order.");
  }

  public Verdict close(Event.OrderClosed event, Outcomes out) {
    if (open == null || event.cycle() != cycle) {
      return Verdict.WITHOUT_EFFECT;
    }
    Completion completion = Completion.of(event, usage);
    OpenPlan closing = open;
    open = null;
    EpisodeKey key = new EpisodeKey(asset.tag(), plan.id(), cycle);
    out.closed(new EpisodeClosed(key, event.time(), event.completed(), completion.doubt()));
    int merged = moveUsage(closing, event, completion) + moveCalendar(closing, event);
    if (merged > 0) {
      out.suppressed(merged(key, event.time(), merged));
    }
    // What the meter has shown since the work was done may be due again already.
    long shown = usage == null ? event.time() : usage.meter.lastTime();
    raiseIfDue(Math.max(event.time(), shown), out);
    return Verdict.ACCEPTED;
  }

  /**
   * A due half goes on from its due point, or from completion; the other one only from the latter.
   */
  private int moveUsage(OpenPlan closing, Event.OrderClosed event, Completion completion) {
    Double current = usage == null ? null : usage.due();
    if (usage == null || current == null) {
      return 0;
    }
    boolean wasDue = closing.byUsage() || usage.isDueAt(completion.total());
    if (wasDue && goesOnFromDue(event)) {
      double due = closing.dueTotal() == null ? current : closing.dueTotal();
      if (!plan.catchUp()) {
        return usage.moveAlong(due, completion.total());
      }
      usage.moveTo(due);
    } else if (event.completed()) {
      usage.moveTo(completion.total());
    }
    return 0;
  }

  private int moveCalendar(OpenPlan closing, Event.OrderClosed event) {
    Long current = calendar == null ? null : calendar.due();
    if (calendar == null || current == null) {
      return 0;
    }
    boolean wasDue = !closing.byUsage() || calendar.isDue(event.time());
    if (wasDue && goesOnFromDue(event)) {
      long due = closing.dueTime() == null ? current : closing.dueTime();
      if (!plan.catchUp()) {
        return calendar.moveAlong(due, event.time());
      }
      calendar.moveTo(due);
    } else if (event.completed()) {
      calendar.restart(event.time());
    }
    return 0;
  }

  /** A cancelled order skips its due point; it does not make the asset serviced. */
  private boolean goesOnFromDue(Event.OrderClosed event) {
    return plan.schedule() == Schedule.FIXED || !event.completed();
  }

  private Suppression merged(EpisodeKey key, long time, int count) {
    return new Suppression(
        key,
        Suppression.Reason.MERGED,
        time,
        count
            + " further due point(s) of "
            + plan.id()
            + " passed before this order was closed; they are covered by it"
            + (plan.schedule() == Schedule.FIXED ? " (catch_up: true would raise them)." : "."));
  }

  /** Says how far each half is from its due point. */
  public void explain(Reasons reasons) {
    if (usage != null) {
      usage.explain(reasons);
    }
    if (calendar != null) {
      calendar.explain(reasons);
    }
  }

  /** The cycle of the open episode; 0 when none is open. */
  public int openCycle() {
    return open == null ? 0 : cycle;
  }

  public @Nullable PlanState snapshot() {
    Double baseTotal = usage == null ? null : usage.base();
    Long baseTime = calendar == null ? null : calendar.base();
    if (baseTotal == null && baseTime == null && cycle == 0) {
      return null;
    }
    return new PlanState(
        usage == null ? null : usage.trigger.meter(),
        baseTotal,
        baseTime,
        calendar == null ? null : calendar.anchor(),
        cycle,
        open,
        heldBack);
  }

  public void restore(PlanState state) {
    cycle = state.cycle();
    open = state.open();
    heldBack = state.heldBack();
    // A total of another meter means nothing on this one.
    if (usage != null && usage.trigger.meter().equals(state.meter())) {
      usage.moveTo(state.baseTotal());
    }
    if (calendar != null) {
      calendar.restoreTo(
          state.baseTime(), state.anchorTime() == null ? state.baseTime() : state.anchorTime());
    }
  }
}
