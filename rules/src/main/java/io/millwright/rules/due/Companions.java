package io.millwright.rules.due;

import io.millwright.rules.episode.Covered;
import io.millwright.rules.episode.EpisodeKey;
import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.episode.Suppression.Reason;
import io.millwright.rules.event.Event;
import io.millwright.rules.plan.MaintenancePlan;
import io.millwright.rules.plan.VisitGroup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plans of an asset, some of which share orders. Of a family, the largest service that is due
 * at the same point contains the smaller ones (SAP's maintenance package hierarchy). Of a group,
 * what is due soon is done in the same visit. A plan whose work is in the order of another one
 * raises none, and counts on when that order is closed.
 */
public final class Companions {
  /** Due points this share of the smaller interval apart are the same: services drift a little. */
  private static final double SAME = 0.1;

  private final List<Companion> all = new ArrayList<>();

  void add(Companion one) {
    all.add(one);
  }

  /** Raises the order for a plan that is due, or puts its work into an order that is open. */
  void raise(Companion due, long time, Outcomes out) {
    Companion leader = due;
    for (Companion other : all) {
      if (isLarger(other, leader) && due.isDueByUsage(time) && isDueWith(other, due, time)) {
        EpisodeKey open = other.openOrder();
        if (open != null && isSamePoint(other, due)) {
          due.coverBy(open, Reason.ABSORBED, other.plan(), time, out);
          return;
        }
        leader = other.canRaise(time) && !other.waitsForDate(time) ? other : leader;
      }
    }
    List<Companion> absorbed = new ArrayList<>();
    List<Companion> joined = new ArrayList<>();
    for (Companion other : all) {
      boolean free = other != leader && other.canRaise(time);
      if (free && isLarger(leader, other) && (other == due || isDueWith(leader, other, time))) {
        absorbed.add(other);
      } else if (free && joins(other, leader, time)) {
        joined.add(other);
      }
    }
    raise(leader, absorbed, joined, time, out);
  }

  private static void raise(
      Companion leader, List<Companion> absorbed, List<Companion> joined, long time, Outcomes out) {
    List<Covered> covers = new ArrayList<>();
    absorbed.forEach(one -> covers.add(new Covered(one.plan(), false)));
    joined.forEach(one -> covers.add(new Covered(one.plan(), true)));
    EpisodeKey order = leader.raise(time, covers, out);
    absorbed.forEach(one -> one.coverBy(order, Reason.ABSORBED, leader.plan(), time, out));
    joined.forEach(one -> one.coverBy(order, Reason.JOINED, leader.plan(), time, out));
  }

  private static boolean isLarger(Companion one, Companion other) {
    MaintenancePlan a = one.plan();
    MaintenancePlan b = other.plan();
    String family = a.life().family();
    return family != null
        && family.equals(b.life().family())
        && a.usage().get(0).meter().equals(b.usage().get(0).meter())
        && one.interval() > other.interval();
  }

  private static boolean isDueWith(Companion larger, Companion smaller, long time) {
    return isSamePoint(larger, smaller)
        || (larger.isDueByUsage(time) && smaller.isDueByUsage(time));
  }

  private static boolean isSamePoint(Companion larger, Companion smaller) {
    double apart = Math.abs(larger.dueTotal() - smaller.dueTotal());
    return apart <= SAME * smaller.interval();
  }

  private static boolean joins(Companion one, Companion leader, long time) {
    VisitGroup own = one.plan().life().group();
    VisitGroup group = leader.plan().life().group();
    String family = one.plan().life().family();
    return own != null
        && group != null
        && own.name().equals(group.name())
        && (family == null || !family.equals(leader.plan().life().family()))
        && one.isDueBy(time, time + own.within().toMillis());
  }

  /**
   * Lets the plans count on whose work was in an order that is closed.
   *
   * @param namedMeter the meter that the order named, or null
   */
  public void release(Event.OrderClosed event, @Nullable String namedMeter, Outcomes out) {
    List<Companion> covered =
        all.stream().filter(one -> one.isCoveredBy(event.rule(), event.cycle())).toList();
    covered.forEach(one -> one.countOn(event, namedMeter));
    covered.forEach(one -> one.raiseAfter(event.time(), out));
  }
}
