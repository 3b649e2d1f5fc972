package io.millwright.rules.due;

import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.event.Event;
import io.millwright.rules.plan.MaintenancePlan;
import io.millwright.rules.state.AssetState.Cover;
import org.jspecify.annotations.Nullable;

/** Leaves out the next occurrence of a plan because a person says so. */
final class Skipping {
  private final MaintenancePlan plan;
  private final Halves halves;
  private final ClosedWindow closed;
  private final Occurrence occurrence;

  private @Nullable Long skippedAt;

  Skipping(MaintenancePlan plan, Halves halves, ClosedWindow closed, Occurrence occurrence) {
    this.plan = plan;
    this.halves = halves;
    this.closed = closed;
    this.occurrence = occurrence;
  }

  /** What keeps it from being left out, in one sentence; null when nothing does. */
  @Nullable String obstacle() {
    Cover cover = occurrence.cover();
    if (cover != null) {
      return plan.id() + " is done with the open order of " + cover.rule();
    } else if (occurrence.isOpen()) {
      return "Order "
          + occurrence.number()
          + " of "
          + plan.id()
          + " is open: cancel it in the system that executes it; that skips the occurrence";
    }
    return halves.hasBegun() ? null : plan.id() + " has not begun: that takes a reading or a tick";
  }

  /** Returns whether it is left out now: not when that was said before, or cannot be. */
  boolean skip(Event.OccurrenceSkipped event, Outcomes out) {
    if (obstacle() != null || (skippedAt != null && event.time() <= skippedAt)) {
      return false;
    }
    halves.skip();
    occurrence.leaveOut();
    skippedAt = event.time();
    closed.open();
    out.suppressed(new PlanSuppressions(plan).leftOut(occurrence.key(), event));
    return true;
  }

  @Nullable Long snapshot() {
    return skippedAt;
  }

  void restore(@Nullable Long was) {
    skippedAt = was;
  }
}
