package io.millwright.rules.due;

import io.millwright.rules.episode.EpisodeKey;
import io.millwright.rules.episode.Suppression;
import io.millwright.rules.episode.Suppression.Reason;
import io.millwright.rules.episode.Words;
import io.millwright.rules.event.Event;
import io.millwright.rules.plan.MaintenancePlan;
import io.millwright.rules.plan.Schedule;
import org.jspecify.annotations.Nullable;

/** Says why an occurrence of a plan has no order of its own. */
record PlanSuppressions(MaintenancePlan plan) {

  /**
   * A reading from a buffer made it due.
   *
   * @param half what is due by it, when one alone is
   */
  Suppression heldBack(EpisodeKey key, @Nullable UsageHalf half, long time) {
    return new Suppression(
        key,
        Reason.HISTORICAL,
        time,
        (half == null
                ? plan.id() + " came due"
                : half.meter()
                    + " reached "
                    + Words.quantity(half.meter.total(), half.trigger.unit()))
            + " by a reading that was sent from a buffer; the next live one raises the order.");
  }

  Suppression merged(EpisodeKey key, long time, int count) {
    return new Suppression(
        key,
        Reason.MERGED,
        time,
        count
            + " further due point(s) of "
            + plan.id()
            + " passed before this order was closed; they are covered by it"
            + (plan.schedule() == Schedule.FIXED ? " (catch_up: true would raise them)." : "."));
  }

  Suppression leftOut(EpisodeKey key, Event.OccurrenceSkipped event) {
    return new Suppression(
        key,
        Reason.SKIPPED,
        event.time(),
        plan.title() + " is left out this time: " + event.by() + ", " + event.reason() + ".");
  }

  /** Its work is in the order of another plan. */
  Suppression covered(
      EpisodeKey key, Reason reason, EpisodeKey order, MaintenancePlan other, long time) {
    return new Suppression(
        key,
        reason,
        time,
        plan.title()
            + (reason == Reason.ABSORBED ? " is part of " : " is done in the same visit as ")
            + other.title()
            + ": order "
            + order.cycle()
            + " of "
            + order.rule()
            + ".");
  }
}
