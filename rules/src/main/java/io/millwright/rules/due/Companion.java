package io.millwright.rules.due;

import io.millwright.rules.episode.Covered;
import io.millwright.rules.episode.EpisodeClosed;
import io.millwright.rules.episode.EpisodeKey;
import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.episode.Suppression.Reason;
import io.millwright.rules.event.Event;
import io.millwright.rules.model.Asset;
import io.millwright.rules.plan.MaintenancePlan;
import io.millwright.rules.plan.VisitGroup;
import io.millwright.rules.plan.Whichever;
import io.millwright.rules.state.AssetState.Cover;
import io.millwright.rules.state.AssetState.OpenHalf;
import io.millwright.rules.state.AssetState.OpenPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan among those of its asset: raises its order when it is due, takes the work of others into
 * it, or has its own work in the order of another.
 */
final class Companion {
  private final Asset asset;
  private final MaintenancePlan plan;
  private final Halves halves;
  private final ClosedWindow closed;
  private final Occurrence occurrence;
  private final Companions companions;

  Companion(
      Asset asset,
      MaintenancePlan plan,
      Halves halves,
      ClosedWindow closed,
      Occurrence occurrence,
      Companions companions) {
    this.asset = asset;
    this.plan = plan;
    this.halves = halves;
    this.closed = closed;
    this.occurrence = occurrence;
    this.companions = companions;
  }

  MaintenancePlan plan() {
    return plan;
  }

  /** Raises the order if it is due and open to be raised, alone or with others. */
  void raiseIfDue(long time, Outcomes out) {
    if (occurrence.isOpen() || closed.isAt(time)) {
      return;
    }
    if (!halves.isDue(time)) {
      closed.open();
    } else if (closed.closes(time)) {
      occurrence.wakeMeters();
      out.suppressed(closed.suppression(occurrence.nextKey()));
    } else if (plan.shadow()) {
      raise(time, List.of(), out);
      closeShadow(time, out);
    } else {
      companions.raise(this, time, out);
    }
  }

  /** What the meters have shown since may have made it due. */
  void raiseAfter(long time, Outcomes out) {
    raiseIfDue(halves.shown(time), out);
  }

  /** Raises the order, which may be late already. What it covers is told after that. */
  EpisodeKey raise(long time, List<Covered> covers, Outcomes out) {
    List<OpenHalf> opened = halves.opened(half -> half.isDue(time));
    EpisodeKey key = occurrence.nextKey();
    out.raised(new PlanOrder(asset, plan, halves, closed.sentence()).raised(key, time, covers));
    begin(opened, null);
    if (!plan.shadow()) {
      occurrence.look(time, out);
    }
    return key;
  }

  private void begin(List<OpenHalf> opened, @Nullable Cover coveredBy) {
    occurrence.begin(opened, coveredBy);
    closed.open();
  }

  /** Nobody does the work, so the plan goes on as if it had been done when it was due. */
  private void closeShadow(long time, Outcomes out) {
    OpenPlan closing = occurrence.end();
    out.closed(new EpisodeClosed(occurrence.key(), time, true));
    int merged = closing == null ? 0 : halves.closeAtDue(closing, time);
    if (merged > 0) {
      out.suppressed(new PlanSuppressions(plan).merged(occurrence.key(), time, merged));
    }
  }

  /** The episode of its open order; null when none is open or it is in the order of another. */
  @Nullable EpisodeKey openOrder() {
    return occurrence.hasOrder() ? occurrence.key() : null;
  }

  /**
   * Whether nothing but that it is not due keeps it from sharing an order. What is only tried takes
   * nothing out of the orders that are sent.
   */
  boolean canRaise(long time) {
    return !occurrence.isOpen() && !plan.shadow() && halves.hasBegun() && !closed.wouldClose(time);
  }

  /** Whether it is not due before a date, whatever its meters show. */
  boolean waitsForDate(long time) {
    return plan.whichever() == Whichever.ALL
        && halves.calendar != null
        && !halves.calendar.isDue(time);
  }

  boolean isDueByUsage(long time) {
    return halves.firstDue(time) != null;
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

  boolean isCoveredBy(String rule, int cycle) {
    return new Cover(rule, cycle).equals(occurrence.cover());
  }

  /** Puts its work into the order of another plan; this occurrence has none of its own. */
  void coverBy(EpisodeKey order, Reason reason, MaintenancePlan other, long time, Outcomes out) {
    VisitGroup group = plan.life().group();
    long soon = time + (group == null ? 0 : group.within().toMillis());
    boolean absorbed = reason == Reason.ABSORBED;
    begin(
        halves.opened(
            half ->
                absorbed
                    ? half instanceof UsageHalf || half.isDue(time)
                    : Halves.isDueBy(half, time, soon, asset.zone())),
        new Cover(order.rule(), order.cycle()));
    out.suppressed(
        new PlanSuppressions(plan).covered(occurrence.key(), reason, order, other, time));
  }

  /** Counts on after the order that its work was in. */
  void countOn(Event.OrderClosed event, @Nullable String namedMeter) {
    OpenPlan closing = occurrence.end();
    if (closing != null) {
      halves.close(closing, event, Completion.totals(event, halves.usage, namedMeter));
    }
  }
}
