package io.millwright.rules.due;

import io.millwright.rules.episode.EpisodeClosed;
import io.millwright.rules.episode.EpisodeKey;
import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.episode.Reasons;
import io.millwright.rules.episode.Suppression;
import io.millwright.rules.episode.Words;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.meter.MeterTrack;
import io.millwright.rules.model.Asset;
import io.millwright.rules.plan.MaintenancePlan;
import io.millwright.rules.plan.Schedule;
import io.millwright.rules.state.AssetState.OpenPlan;
import io.millwright.rules.state.AssetState.PlanState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One maintenance plan on one asset: when it is due next, and what is open. While an order is open
 * nothing raises a second one.
 */
public final class PlanTrack {
  private final Asset asset;
  private final MaintenancePlan plan;
  private final Halves halves;
  private final ClosedWindow closed;

  /** Lets the next reading of each meter of the plan look at it. */
  private final Runnable wake;

  private int cycle;
  private @Nullable OpenPlan open;

  /** The cycle for which it was said that a buffered reading raises nothing. */
  private int heldBack;

  /**
   * A plan that has not begun.
   *
   * @param meters the counters of its usage halves; a half whose counter is not there is left out
   * @param wake called when a reading of one meter gives readings of another one something to do
   */
  public PlanTrack(Asset asset, MaintenancePlan plan, List<MeterTrack> meters, Runnable wake) {
    this.asset = asset;
    this.plan = plan;
    this.halves = new Halves(asset, plan, meters);
    this.closed = new ClosedWindow(asset, plan);
    this.wake = wake;
  }

  /** Takes what one of the usage meters shows now. */
  public void usageMoved(long time, boolean live, Outcomes out) {
    halves.begin(time, live);
    if (open != null || closed.isAt(time)) {
      return;
    }
    if (live) {
      raiseIfDue(time, out);
    } else if (halves.isDueByUsage(time)) {
      wake.run();
      if (heldBack <= cycle) {
        heldBack = cycle + 1;
        out.suppressed(heldBack(time));
      }
    }
  }

  /** Takes the passing of time. */
  public void tick(long time, Outcomes out) {
    halves.begin(time, true);
    raiseIfDue(time, out);
  }

  /**
   * When a tick has an effect.
   *
   * @return epoch milliseconds, Long.MIN_VALUE for at once, Long.MAX_VALUE for never
   */
  public long nextTick() {
    if (halves.mustBegin()) {
      return Long.MIN_VALUE;
    }
    if (open != null) {
      return Long.MAX_VALUE;
    }
    return closed.isClosed() ? closed.until() : halves.dueByTime();
  }

  /** The life-to-date of one of its meters from which movement has an effect. */
  public double nextTotal(MeterTrack meter) {
    if (halves.mustBegin(meter)) {
      return Double.NEGATIVE_INFINITY;
    }
    return open != null || closed.isClosed() ? Double.POSITIVE_INFINITY : halves.nextTotal(meter);
  }

  /** The time, in epoch milliseconds, from which a reading of one of its meters has an effect. */
  public long nextTime(MeterTrack meter) {
    if (halves.mustBegin()) {
      return Long.MIN_VALUE;
    }
    if (open != null) {
      return Long.MAX_VALUE;
    }
    return closed.isClosed() ? closed.until() : halves.nextTime(meter);
  }

  private void raiseIfDue(long time, Outcomes out) {
    if (open != null || closed.isAt(time)) {
      return;
    }
    if (!halves.isDue(time)) {
      closed.open();
    } else if (closed.closes(time)) {
      out.suppressed(closed.suppression(new EpisodeKey(asset.tag(), plan.id(), cycle + 1)));
    } else {
      raise(time, out);
    }
  }

  private void raise(long time, Outcomes out) {
    OpenPlan opened = halves.opened(time);
    EpisodeKey key = new EpisodeKey(asset.tag(), plan.id(), cycle + 1);
    out.raised(new PlanOrder(asset, plan, halves, closed.sentence()).raised(key, time));
    cycle++;
    open = opened;
    closed.open();
  }

  private Suppression heldBack(long time) {
    UsageHalf half = halves.firstDue(time);
    return new Suppression(
        new EpisodeKey(asset.tag(), plan.id(), heldBack),
        Suppression.Reason.HISTORICAL,
        time,
        (half == null
                ? plan.id() + " came due"
                : half.meter()
                    + " reached "
                    + Words.quantity(half.meter.total(), half.trigger.unit()))
            + " by a reading that was sent from a buffer; the next live one raises the order.");
  }

  /** Takes the end of an episode; without effect when it is not open. */
  public Verdict close(Event.OrderClosed event, Outcomes out) {
    if (open == null || event.cycle() != cycle) {
      return Verdict.WITHOUT_EFFECT;
    }
    OpenPlan closing = open;
    open = null;
    UsageHalf[] usage = halves.usage;
    double[] total = new double[usage.length];
    String doubt = null;
    long shown = event.time();
    for (int i = 0; i < usage.length; i++) {
      // The number that came with the completion is of the meter that the order named.
      boolean named = usage[i].meter().equals(PlanOrder.namedMeter(closing));
      Completion completion = Completion.of(event, usage[i], named ? event.meterValue() : null);
      total[i] = completion.total();
      doubt = doubt == null ? completion.doubt() : doubt;
      shown = Math.max(shown, usage[i].meter.lastTime());
    }
    EpisodeKey key = new EpisodeKey(asset.tag(), plan.id(), cycle);
    out.closed(new EpisodeClosed(key, event.time(), event.completed(), doubt));
    int merged = halves.close(closing, event, total);
    if (merged > 0) {
      out.suppressed(merged(key, event.time(), merged));
    }
    // What the meters have shown since the work was done may be due again already.
    raiseIfDue(shown, out);
    return Verdict.ACCEPTED;
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

  /** Says how far each half is from its due point, and what keeps a plan back that is due. */
  public void explain(Reasons reasons) {
    halves.explain(reasons);
    if (closed.isClosed()) {
      reasons.add("it is " + closed.sentence() + "; opens at " + reasons.time(closed.until()));
    } else if (open == null && halves.isDue(reasons.at())) {
      reasons.add("it is due: the next live reading or tick raises it");
    }
  }

  /** The cycle of the open episode; 0 when none is open. */
  public int openCycle() {
    return open == null ? 0 : cycle;
  }

  /** The state as a value; null when there is none yet. */
  public @Nullable PlanState snapshot() {
    PlanState state = new PlanState(halves.snapshot(), cycle, open, heldBack, closed.since());
    return state.halves().isEmpty() && cycle == 0 ? null : state;
  }

  /** Puts a state in place. */
  public void restore(PlanState state) {
    cycle = state.cycle();
    open = state.open();
    heldBack = state.heldBack();
    halves.restore(state.halves());
    closed.restore(state.closedSince());
  }
}
