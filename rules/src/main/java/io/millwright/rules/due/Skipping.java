package io.millwright.rules.due;

import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.event.Event;
import io.millwright.rules.plan.MaintenancePlan;
import io.millwright.rules.state.AssetState.Cover;
import io.millwright.rules.state.AssetState.Skips;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Leaves out the next occurrence of a plan because a person says so. */
final class Skipping {
  /** So many are known again when they are sent again. */
  private static final int MOST_IDS = 16;

  private final MaintenancePlan plan;
  private final Halves halves;
  private final ClosedWindow closed;
  private final Occurrence occurrence;

  private @Nullable Skips skips;

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

  /** Whether it is one that was left out already: its sender did not hear the answer. */
  boolean wasSaid(Event.OccurrenceSkipped event) {
    return skips != null
        && (event.id() == null ? event.time() <= skips.newest() : skips.ids().contains(event.id()));
  }

  /** Returns whether it is left out now: not when that was said before, or cannot be. */
  boolean skip(Event.OccurrenceSkipped event, Outcomes out) {
    if (wasSaid(event) || obstacle() != null) {
      return false;
    }
    halves.skip();
    occurrence.leaveOut();
    skips = with(event);
    closed.open();
    out.suppressed(new PlanSuppressions(plan).leftOut(occurrence.key(), event));
    return true;
  }

  private Skips with(Event.OccurrenceSkipped event) {
    List<String> ids = new ArrayList<>(skips == null ? List.of() : skips.ids());
    if (event.id() != null) {
      ids.add(event.id());
    }
    return new Skips(
        skips == null ? event.time() : Math.max(skips.newest(), event.time()),
        ids.subList(Math.max(0, ids.size() - MOST_IDS), ids.size()));
  }

  @Nullable Skips snapshot() {
    return skips;
  }

  void restore(@Nullable Skips was) {
    skips = was;
  }
}
