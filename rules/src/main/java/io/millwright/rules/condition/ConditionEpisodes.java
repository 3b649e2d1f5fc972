package io.millwright.rules.condition;

import io.millwright.rules.episode.EpisodeClosed;
import io.millwright.rules.episode.EpisodeKey;
import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.episode.Suppression;
import io.millwright.rules.episode.Words;
import io.millwright.rules.model.Asset;
import io.millwright.rules.plan.Condition;
import io.millwright.rules.state.AssetState.AlarmState;
import io.millwright.rules.state.AssetState.ConditionState;
import io.millwright.rules.state.AssetState.LeafState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The episodes of a condition on one asset: how many there have been, which one is open, and what
 * is told of them. When there is one is decided by its {@link ConditionTrack}.
 */
final class ConditionEpisodes {
  private final Asset asset;
  private final Condition condition;

  private int cycle;
  private boolean open;

  /** The open episode is one that nobody was told of: it ends by itself. */
  private boolean inShadow;

  /** Whether the open order is as urgent as past the action limit. */
  private boolean severe;

  /** The cycle for which it was said that a buffered reading raises nothing. */
  private int heldBack;

  ConditionEpisodes(Asset asset, Condition condition) {
    this.asset = asset;
    this.condition = condition;
  }

  /** The cycle of the open one; 0 when none is open. */
  int openCycle() {
    return open ? cycle : 0;
  }

  /** Whether there was one, or nearly. */
  boolean haveBegun() {
    return cycle > 0 || heldBack > 0;
  }

  /** Whether an order for this cycle was sent and is open. */
  boolean isOrdered(int number) {
    return open && !inShadow && number == cycle;
  }

  boolean isInShadow() {
    return inShadow;
  }

  /** Whether the open one was on trial, and the rule no longer is. */
  boolean hasGoneLive() {
    return inShadow && !condition.shadow();
  }

  boolean isSevere() {
    return severe;
  }

  private EpisodeKey key(int number) {
    return new EpisodeKey(asset.tag(), condition.id(), number);
  }

  /** Begins the next one. */
  void raise(ConditionTrack track, long time, Outcomes out) {
    cycle++;
    open = true;
    inShadow = condition.shadow();
    severe = track.action != null && track.action.isOn();
    out.raised(
        new ConditionOrder(asset, severe ? condition.atAction() : condition)
            .raised(key(cycle), time, track, severe));
  }

  /** Makes the open order as urgent as past the action limit, once. */
  void escalate(long time, SignalTrack action, Outcomes out) {
    if (open && !severe) {
      severe = true;
      out.escalated(new ConditionOrder(asset, condition).escalated(key(cycle), time, action));
    }
  }

  /** Ends the open one. */
  void close(long time, boolean completed, Outcomes out) {
    open = false;
    inShadow = false;
    severe = false;
    out.closed(new EpisodeClosed(key(cycle), time, completed));
  }

  /** Says that it has become active while its order is open. */
  void metAgain(long time, Outcomes out) {
    out.suppressed(
        new Suppression(
            key(cycle),
            Suppression.Reason.EPISODE_OPEN,
            time,
            "Met again while order " + cycle + " of " + condition.id() + " is open."));
  }

  /** Says what holds the next one back. */
  void held(Hold hold, long time, Outcomes out) {
    out.suppressed(
        new Suppression(key(cycle + 1), hold.reason(time), time, hold.detail(time, asset.zone())));
  }

  /** Says, once, that a reading from a buffer does not begin the next one. */
  void heldBack(long time, double value, Outcomes out) {
    if (open || heldBack > cycle) {
      return;
    }
    heldBack = cycle + 1;
    out.suppressed(
        new Suppression(
            key(heldBack),
            Suppression.Reason.HISTORICAL,
            time,
            "A reading of "
                + Words.number(value)
                + " met it, but was sent from a buffer; the next live one decides."));
  }

  /** The state of the condition, of which only the episodes are known here. */
  ConditionState snapshot(
      @Nullable Long ignoreUntil,
      @Nullable Long gateSince,
      Map<String, LeafState> leaves,
      @Nullable AlarmState alarm) {
    return new ConditionState(
        cycle, open, ignoreUntil, heldBack, gateSince, leaves, alarm, inShadow ? true : null);
  }

  void restore(ConditionState state) {
    cycle = state.cycle();
    open = state.open();
    inShadow = state.shadow() != null;
    heldBack = state.heldBack();
  }

  void restoreSevere(boolean wasSevere) {
    severe = wasSevere;
  }
}
