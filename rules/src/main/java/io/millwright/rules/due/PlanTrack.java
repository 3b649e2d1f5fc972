package io.millwright.rules.due;

import io.millwright.rules.episode.EpisodeClosed;
import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.episode.Reasons;
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
  private final MaintenancePlan plan;
  private final Halves halves;
  private final ClosedWindow closed;
  private final Occurrence occurrence;
  private final Companion companion;
  private final Companions companions;
  private final Skipping skipping;

  /** Lets the next reading of each meter of the plan look at it. */
  private final Runnable wake;

  /** The cycle for which it was said that a buffered reading raises nothing. */
  private int heldBack;

  /**
   * A plan that has not begun.
   *
   * @param meters the counters of its usage halves; a half whose counter is not there is left out
   * @param companions the plans of the asset; it becomes one of them
   * @param wake called when a reading of one meter gives readings of another one something to do
   */
  public PlanTrack(
      Asset asset,
      MaintenancePlan plan,
      List<MeterTrack> meters,
      Companions companions,
      Runnable wake) {
    this.plan = plan;
    this.halves = new Halves(asset, plan, meters);
    this.closed = new ClosedWindow(asset, plan);
    this.occurrence = new Occurrence(asset, plan, halves, wake);
    this.companion = new Companion(asset, plan, halves, closed, occurrence, companions);
    this.companions = companions;
    this.skipping = new Skipping(plan, halves, closed, occurrence);
    this.wake = wake;
    companions.add(companion);
  }

  /** Takes what one of the usage meters shows now. */
  public void usageMoved(long time, boolean live, Outcomes out) {
    halves.begin(time, live);
    if (occurrence.isOpen()) {
      if (live) {
        occurrence.look(time, out);
      } else {
        occurrence.lookBack(time);
      }
    } else if (closed.isAt(time)) {
      return;
    } else if (live) {
      companion.raiseIfDue(time, out);
    } else if (halves.isDueByUsage(time)) {
      wake.run();
      if (heldBack <= occurrence.number()) {
        heldBack = occurrence.number() + 1;
        out.suppressed(
            new PlanSuppressions(plan).heldBack(occurrence.nextKey(), halves.firstDue(time), time));
      }
    }
  }

  /**
   * Takes that what one of the usage meters showed was wrong.
   *
   * @param before the life-to-date that it had shown
   */
  public void usageCorrected(MeterTrack meter, double before) {
    UsageHalf half = halves.of(meter);
    if (half != null) {
      half.fellBack(before, plan.schedule() == Schedule.FIXED);
      if (!half.isDue(meter.lastTime())) {
        // Who cancels the order does not skip a due point that is yet to come.
        occurrence.notFired(meter.meter.name());
      }
    }
  }

  /** Takes the passing of time. */
  public void tick(long time, Outcomes out) {
    halves.begin(time, true);
    occurrence.look(time, out);
    companion.raiseIfDue(time, out);
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
    if (occurrence.isOpen()) {
      return occurrence.nextTick();
    }
    return closed.isClosed() ? closed.until() : halves.dueByTime();
  }

  /** The life-to-date of one of its meters from which movement has an effect. */
  public double nextTotal(MeterTrack meter) {
    if (halves.mustBegin(meter)) {
      return Double.NEGATIVE_INFINITY;
    }
    if (occurrence.isOpen()) {
      return occurrence.nextTotal(meter);
    }
    return closed.isClosed() ? Double.POSITIVE_INFINITY : halves.nextTotal(meter);
  }

  /** The time, in epoch milliseconds, from which a reading of one of its meters has an effect. */
  public long nextTime(MeterTrack meter) {
    if (halves.mustBegin()) {
      return Long.MIN_VALUE;
    }
    if (occurrence.isOpen()) {
      return occurrence.nextTime();
    }
    return closed.isClosed() ? closed.until() : halves.nextTime(meter);
  }

  /** Takes the end of an episode; without effect when it is not open. */
  public Verdict close(Event.OrderClosed event, Outcomes out) {
    OpenPlan closing = occurrence.hasOrder(event.cycle()) ? occurrence.end() : null;
    if (closing == null) {
      return Verdict.WITHOUT_EFFECT;
    }
    String named = PlanOrder.namedMeter(closing);
    out.closed(
        new EpisodeClosed(
            occurrence.key(),
            event.time(),
            event.completed(),
            Completion.doubt(event, halves.usage, named)));
    int merged = halves.close(closing, event, Completion.totals(event, halves.usage, named));
    if (merged > 0) {
      out.suppressed(new PlanSuppressions(plan).merged(occurrence.key(), event.time(), merged));
    }
    companions.release(event, named, out);
    // What the meters have shown since the work was done may be due again already.
    companion.raiseAfter(event.time(), out);
    return Verdict.ACCEPTED;
  }

  /** Puts the work of the open order off; without effect when it is not open. */
  public Verdict defer(Event.OrderDeferred event) {
    return occurrence.defer(event) ? Verdict.ACCEPTED : Verdict.WITHOUT_EFFECT;
  }

  /**
   * What keeps the next occurrence from being left out, in one sentence; null when nothing does, or
   * when that was said before.
   */
  public @Nullable String skipObstacle(Event.OccurrenceSkipped event) {
    return skipping.wasSaid(event) ? null : skipping.obstacle();
  }

  /** Leaves the next occurrence out; without effect when that was said before, or cannot be. */
  public Verdict skip(Event.OccurrenceSkipped event, Outcomes out) {
    if (!skipping.skip(event, out)) {
      return Verdict.WITHOUT_EFFECT;
    }
    companion.raiseAfter(event.time(), out);
    return Verdict.ACCEPTED;
  }

  /** Says how far each half is from its due point, and what keeps a plan back that is due. */
  public void explain(Reasons reasons) {
    halves.explain(reasons);
    if (occurrence.isOpen()) {
      occurrence.explain(reasons);
    } else if (closed.isClosed()) {
      reasons.add("it is " + closed.sentence() + "; opens at " + reasons.time(closed.until()));
    } else if (halves.isDue(reasons.at())) {
      reasons.add("it is due: the next live reading or tick raises it");
    }
  }

  /** The cycle of the open episode; 0 when none is open. */
  public int openCycle() {
    return occurrence.hasOrder() ? occurrence.number() : 0;
  }

  /** What it is due for. */
  public Prospect prospect() {
    return Prospect.of(plan, halves, openCycle(), occurrence.open());
  }

  /** The state as a value; null when there is none yet. */
  public @Nullable PlanState snapshot() {
    PlanState state =
        new PlanState(
            halves.snapshot(),
            occurrence.number(),
            occurrence.snapshot(),
            heldBack,
            closed.since(),
            skipping.snapshot());
    return state.halves().isEmpty() && state.cycle() == 0 ? null : state;
  }

  /** Puts a state in place. */
  public void restore(PlanState state) {
    occurrence.restore(state.cycle(), state.open());
    heldBack = state.heldBack();
    skipping.restore(state.skips());
    halves.restore(state.halves());
    closed.restore(state.closedSince());
  }
}
