package io.millwright.rules.due;

import io.millwright.rules.episode.EpisodeKey;
import io.millwright.rules.episode.Suppression;
import io.millwright.rules.episode.Words;
import io.millwright.rules.model.Asset;
import io.millwright.rules.plan.MaintenancePlan;
import io.millwright.rules.plan.RaiseWindow;
import org.jspecify.annotations.Nullable;

/** Whether a plan that is due waits for its season, or for the end of a blackout. */
final class ClosedWindow {
  private final Asset asset;
  private final MaintenancePlan plan;

  private @Nullable Long since;

  /** Derived from the former. */
  private long until = Long.MIN_VALUE;

  ClosedWindow(Asset asset, MaintenancePlan plan) {
    this.asset = asset;
    this.plan = plan;
  }

  boolean isClosed() {
    return since != null;
  }

  boolean isAt(long time) {
    return since != null && time < until;
  }

  @Nullable Long since() {
    return since;
  }

  /** Epoch milliseconds at which it opens. */
  long until() {
    return until;
  }

  /** Whether a plan that is due at a time cannot be raised then. It is closed then. */
  boolean closes(long time) {
    long opens = plan.window().opensAt(time, asset.zone());
    if (opens == time) {
      return false;
    }
    since = time;
    until = opens;
    return true;
  }

  /** Whether a plan could not be raised at a time. */
  boolean wouldClose(long time) {
    return plan.window().opensAt(time, asset.zone()) != time;
  }

  void open() {
    since = null;
  }

  /** A window that is another one than it was closed under opens when that one does. */
  void restore(@Nullable Long wasSince) {
    since = wasSince;
    if (wasSince != null) {
      until = plan.window().opensAt(wasSince, asset.zone());
    }
  }

  Suppression suppression(EpisodeKey key) {
    long time = since == null ? until : since;
    boolean blackout = plan.window().blackoutAt(time, asset.zone()) != null;
    return new Suppression(
        key,
        blackout ? Suppression.Reason.BLACKOUT : Suppression.Reason.OUT_OF_SEASON,
        time,
        plan.title()
            + " is due, but "
            + closedBy(time)
            + "; the first event from "
            + Words.minute(until, asset.zone())
            + " on raises the order.");
  }

  /** What kept an order back that is raised now, or null. */
  @Nullable String sentence() {
    return since == null
        ? null
        : "due since " + Words.minute(since, asset.zone()) + ", but then " + closedBy(since);
  }

  private String closedBy(long time) {
    RaiseWindow window = plan.window();
    RaiseWindow.Blackout blackout = window.blackoutAt(time, asset.zone());
    if (blackout != null) {
      return "in the blackout from "
          + blackout.from()
          + " to "
          + blackout.to()
          + " ("
          + blackout.why()
          + ")";
    }
    RaiseWindow.Season season = window.season();
    return season == null ? "the plan was closed" : "out of its season, " + season.words();
  }
}
