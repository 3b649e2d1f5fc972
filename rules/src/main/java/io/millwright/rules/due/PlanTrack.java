package io.millwright.rules.due;

import io.millwright.rules.episode.Covered;
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
import io.millwright.rules.plan.VisitGroup;
import io.millwright.rules.plan.Whichever;
import io.millwright.rules.state.AssetState.Cover;
import io.millwright.rules.state.AssetState.OpenHalf;
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
  private final LateWatch late;
  private final Companions companions;

  /** Lets the next reading of each meter of the plan look at it. */
  private final Runnable wake;

  private int cycle;
  private @Nullable OpenPlan open;

  /** The cycle for which it was said that a buffered reading raises nothing. */
  private int heldBack;

  private @Nullable Long skippedAt;

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
    this.asset = asset;
    this.plan = plan;
    this.halves = new Halves(asset, plan, meters);
    this.closed = new ClosedWindow(asset, plan);
    this.late = new LateWatch(asset, plan, halves);
    this.companions = companions;
    this.wake = wake;
    companions.add(this);
  }

  MaintenancePlan plan() {
    return plan;
  }

  /** Takes what one of the usage meters shows now. */
  public void usageMoved(long time, boolean live, Outcomes out) {
    halves.begin(time, live);
    if (open != null) {
      lookWhetherLate(time, live, out);
    } else if (closed.isAt(time)) {
      return;
    } else if (live) {
      raiseIfDue(time, out);
    } else if (halves.isDueByUsage(time)) {
      wake.run();
      if (heldBack <= cycle) {
        heldBack = cycle + 1;
        out.suppressed(heldBack(time));
      }
    }
  }

  private void lookWhetherLate(long time, boolean live, Outcomes out) {
    EpisodeKey order = openOrder();
    if (order == null) {
      return;
    } else if (live) {
      look(order, time, out);
    } else if (late.waitsForLive(time)) {
      wake.run();
    }
  }

  private void look(EpisodeKey order, long time, Outcomes out) {
    if (late.look(order, time, out)) {
      wake.run();
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
      if (open != null && !half.isDue(meter.lastTime())) {
        // It was never due: who cancels the order does not skip a due point that is yet to come.
        open = open.notFired(meter.meter.name());
      }
    }
  }

  /** Takes the passing of time. */
  public void tick(long time, Outcomes out) {
    halves.begin(time, true);
    lookWhetherLate(time, true, out);
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
      return openOrder() == null ? Long.MAX_VALUE : late.nextTick();
    }
    return closed.isClosed() ? closed.until() : halves.dueByTime();
  }

  /** The life-to-date of one of its meters from which movement has an effect. */
  public double nextTotal(MeterTrack meter) {
    if (halves.mustBegin(meter)) {
      return Double.NEGATIVE_INFINITY;
    }
    if (open != null) {
      return openOrder() == null ? Double.POSITIVE_INFINITY : late.nextTotal(meter);
    }
    return closed.isClosed() ? Double.POSITIVE_INFINITY : halves.nextTotal(meter);
  }

  /** The time, in epoch milliseconds, from which a reading of one of its meters has an effect. */
  public long nextTime(MeterTrack meter) {
    if (halves.mustBegin()) {
      return Long.MIN_VALUE;
    }
    if (open != null) {
      return openOrder() == null ? Long.MAX_VALUE : late.nextTime();
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
      // Readings of any meter find it open again.
      wake.run();
      out.suppressed(closed.suppression(key(cycle + 1)));
    } else if (plan.shadow()) {
      raise(time, List.of(), out);
    } else {
      companions.raise(this, time, out);
    }
  }

  /** Raises the order, which may be late already. What it covers is told after that. */
  EpisodeKey raise(long time, List<Covered> covers, Outcomes out) {
    List<OpenHalf> opened = halves.opened(half -> half.isDue(time));
    EpisodeKey key = key(cycle + 1);
    out.raised(new PlanOrder(asset, plan, halves, closed.sentence()).raised(key, time, covers));
    begin(opened, null);
    if (plan.shadow()) {
      closeShadow(key, time, out);
    } else {
      look(key, time, out);
    }
    return key;
  }

  private EpisodeKey key(int number) {
    return new EpisodeKey(asset.tag(), plan.id(), number);
  }

  private void begin(List<OpenHalf> opened, @Nullable Cover coveredBy) {
    cycle++;
    open = new OpenPlan(opened, null, coveredBy);
    late.reset();
    closed.open();
  }

  /** Nobody does the work, so the plan goes on as if it had been done when it was due. */
  private void closeShadow(EpisodeKey key, long time, Outcomes out) {
    OpenPlan closing = open;
    open = null;
    out.closed(new EpisodeClosed(key, time, true));
    int merged = closing == null ? 0 : halves.closeAtDue(closing, time);
    if (merged > 0) {
      out.suppressed(merged(key, time, merged));
    }
  }

  /** The episode of its open order; null when none is open or it is in the order of another. */
  @Nullable EpisodeKey openOrder() {
    return open == null || open.coveredBy() != null ? null : key(cycle);
  }

  /**
   * Whether nothing but that it is not due keeps it from sharing an order. What is only tried takes
   * nothing out of the orders that are sent.
   */
  boolean canRaise(long time) {
    return open == null && !plan.shadow() && halves.hasBegun() && !closed.wouldClose(time);
  }

  boolean isDueByUsage(long time) {
    return halves.firstDue(time) != null;
  }

  /** Whether it is not due before a date, whatever its meters show. */
  boolean waitsForDate(long time) {
    return plan.whichever() == Whichever.ALL
        && halves.calendar != null
        && !halves.calendar.isDue(time);
  }

  /** The life-to-date that its first usage half is due at; not a number before its baseline. */
  double dueTotal() {
    UsageHalf half = halves.usage.length == 0 ? null : halves.usage[0];
    return half == null || !half.hasBegun() ? Double.NaN : half.due();
  }

  /** The interval of its first usage half, in the meter's unit. */
  double interval() {
    return halves.usage.length == 0 ? Double.NaN : halves.usage[0].trigger.every();
  }

  boolean isDueBy(long time, long until) {
    return halves.isDueBy(time, until, asset.zone());
  }

  boolean isCoveredBy(String rule, int number) {
    return open != null
        && open.coveredBy() != null
        && open.coveredBy().rule().equals(rule)
        && open.coveredBy().cycle() == number;
  }

  /** Puts its work into the order of another plan; this occurrence has none of its own. */
  void coverBy(
      EpisodeKey order, Suppression.Reason reason, MaintenancePlan other, long time, Outcomes out) {
    VisitGroup group = plan.life().group();
    long soon = time + (group == null ? 0 : group.within().toMillis());
    boolean absorbed = reason == Suppression.Reason.ABSORBED;
    begin(
        halves.opened(
            half ->
                absorbed
                    ? half instanceof UsageHalf || half.isDue(time)
                    : Halves.isDueBy(half, time, soon, asset.zone())),
        new Cover(order.rule(), order.cycle()));
    out.suppressed(
        new Suppression(
            key(cycle),
            reason,
            time,
            plan.title()
                + (absorbed ? " is part of " : " is done in the same visit as ")
                + other.title()
                + ": order "
                + order.cycle()
                + " of "
                + order.rule()
                + "."));
  }

  /** Counts on after the order that its work was in. */
  void countOn(Event.OrderClosed event, @Nullable String namedMeter) {
    if (open == null) {
      return;
    }
    OpenPlan closing = open;
    open = null;
    halves.close(closing, event, totals(event, namedMeter));
  }

  void raiseAfter(long time, Outcomes out) {
    raiseIfDue(halves.shown(time), out);
  }

  private double[] totals(Event.OrderClosed event, @Nullable String namedMeter) {
    double[] total = new double[halves.usage.length];
    for (int i = 0; i < total.length; i++) {
      total[i] = completion(halves.usage[i], event, namedMeter).total();
    }
    return total;
  }

  /** The number that came with the completion is of the meter that the order named. */
  private static Completion completion(
      UsageHalf half, Event.OrderClosed event, @Nullable String namedMeter) {
    return Completion.of(event, half, half.meter().equals(namedMeter) ? event.meterValue() : null);
  }

  private Suppression heldBack(long time) {
    UsageHalf half = halves.firstDue(time);
    return new Suppression(
        key(heldBack),
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
    if (open == null || open.coveredBy() != null || event.cycle() != cycle) {
      return Verdict.WITHOUT_EFFECT;
    }
    OpenPlan closing = open;
    open = null;
    late.reset();
    String named = PlanOrder.namedMeter(closing);
    String doubt = null;
    for (UsageHalf half : halves.usage) {
      doubt = doubt == null ? completion(half, event, named).doubt() : doubt;
    }
    out.closed(new EpisodeClosed(key(cycle), event.time(), event.completed(), doubt));
    int merged = halves.close(closing, event, totals(event, named));
    if (merged > 0) {
      out.suppressed(merged(key(cycle), event.time(), merged));
    }
    companions.release(event, named, out);
    // What the meters have shown since the work was done may be due again already.
    raiseAfter(event.time(), out);
    return Verdict.ACCEPTED;
  }

  /** Puts the work of the open order off; without effect when it is not open. */
  public Verdict defer(Event.OrderDeferred event) {
    return open != null
            && open.coveredBy() == null
            && event.cycle() == cycle
            && late.defer(event, PlanOrder.namedMeter(open))
        ? Verdict.ACCEPTED
        : Verdict.WITHOUT_EFFECT;
  }

  /**
   * What keeps the next occurrence from being left out, in one sentence; null when nothing does.
   */
  public @Nullable String skipObstacle() {
    if (open != null) {
      return open.coveredBy() == null
          ? "Order "
              + cycle
              + " of "
              + plan.id()
              + " is open: cancel it in the system that executes it; that skips the occurrence"
          : plan.id() + " is done with the open order of " + open.coveredBy().rule();
    }
    return halves.hasBegun() ? null : plan.id() + " has not begun: that takes a reading or a tick";
  }

  /** Leaves the next occurrence out; without effect when that was said before, or cannot be. */
  public Verdict skip(Event.OccurrenceSkipped event, Outcomes out) {
    if (skipObstacle() != null || (skippedAt != null && event.time() <= skippedAt)) {
      return Verdict.WITHOUT_EFFECT;
    }
    halves.skip();
    cycle++;
    skippedAt = event.time();
    closed.open();
    out.suppressed(
        new Suppression(
            key(cycle),
            Suppression.Reason.SKIPPED,
            event.time(),
            plan.title() + " is left out this time: " + event.by() + ", " + event.reason() + "."));
    raiseAfter(event.time(), out);
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
    if (open != null && open.coveredBy() != null) {
      Cover cover = open.coveredBy();
      reasons.add("its work is in order " + cover.cycle() + " of " + cover.rule());
    } else if (open != null) {
      late.explain(reasons);
    } else if (closed.isClosed()) {
      reasons.add("it is " + closed.sentence() + "; opens at " + reasons.time(closed.until()));
    } else if (open == null && halves.isDue(reasons.at())) {
      reasons.add("it is due: the next live reading or tick raises it");
    }
  }

  /** The cycle of the open episode; 0 when none is open. */
  public int openCycle() {
    return openOrder() == null ? 0 : cycle;
  }

  /** What it is due for. */
  public Prospect prospect() {
    return Prospect.of(plan, halves, openCycle(), open);
  }

  /** The state as a value; null when there is none yet. */
  public @Nullable PlanState snapshot() {
    OpenPlan now =
        open == null ? null : new OpenPlan(open.halves(), late.snapshot(), open.coveredBy());
    PlanState state =
        new PlanState(halves.snapshot(), cycle, now, heldBack, closed.since(), skippedAt);
    return state.halves().isEmpty() && cycle == 0 ? null : state;
  }

  /** Puts a state in place. */
  public void restore(PlanState state) {
    cycle = state.cycle();
    open = state.open();
    heldBack = state.heldBack();
    skippedAt = state.skippedAt();
    late.restore(open == null ? null : open.lateness());
    halves.restore(state.halves());
    closed.restore(state.closedSince());
  }
}
