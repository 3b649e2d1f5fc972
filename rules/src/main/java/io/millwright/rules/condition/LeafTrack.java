package io.millwright.rules.condition;

import io.millwright.rules.episode.Reasons;
import io.millwright.rules.plan.Persistence;
import io.millwright.rules.plan.Signal;
import io.millwright.rules.state.AssetState.LeafState;
import io.millwright.rules.state.ConditionPhase;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One leaf of a signal: its phase. The delays are those of OPC UA Part 9, 5.8.2: it is on once it
 * was met without a break for the on-delay, and off once it was clear without a break for the
 * off-delay. A value holds until the next one is heard, so a delay also ends by a tick; but what a
 * reading from a buffer showed waits for a live one.
 */
abstract class LeafTrack implements SignalTrack {
  final ConditionTrack condition;
  private final Signal.Leaf leaf;
  final Persistence delays;

  private ConditionPhase phase = ConditionPhase.NORMAL;
  private long metSince = NEVER;
  private long clearSince = NEVER;

  /** Whether the newest that moved it was live; false at rest. */
  private boolean live;

  LeafTrack(ConditionTrack condition, Signal.Leaf leaf, Persistence delays) {
    this.condition = condition;
    this.leaf = leaf;
    this.delays = delays;
  }

  final ConditionPhase phase() {
    return phase;
  }

  /** Takes what is the case at a time newer than all before. */
  final void move(long time, boolean met, boolean clear, boolean nowLive) {
    if (phase == ConditionPhase.NORMAL && met) {
      phase = ConditionPhase.PENDING;
      metSince = time;
    } else if (phase == ConditionPhase.PENDING && !met) {
      rest();
    } else if (phase == ConditionPhase.ACTIVE && clear) {
      phase = ConditionPhase.CLEARING;
      clearSince = time;
    } else if (phase == ConditionPhase.CLEARING && !clear) {
      phase = ConditionPhase.ACTIVE;
      clearSince = NEVER;
    }
    live = nowLive && phase != ConditionPhase.NORMAL;
    if (phase == ConditionPhase.CLEARING && time - clearSince >= delays.offDelayMillis()) {
      rest();
    } else if (live) {
      elapse(time);
    }
  }

  private void elapse(long time) {
    if (phase == ConditionPhase.PENDING && time - metSince >= delays.onDelayMillis()) {
      phase = ConditionPhase.ACTIVE;
    } else if (phase == ConditionPhase.CLEARING && time - clearSince >= delays.offDelayMillis()) {
      rest();
    }
  }

  final void rest() {
    phase = ConditionPhase.NORMAL;
    metSince = NEVER;
    clearSince = NEVER;
    live = false;
  }

  @Override
  public final boolean isOn() {
    return phase == ConditionPhase.ACTIVE || phase == ConditionPhase.CLEARING;
  }

  @Override
  public final boolean wouldBeOn(long time) {
    return isOn() || (phase == ConditionPhase.PENDING && time - metSince >= delays.onDelayMillis());
  }

  @Override
  public final long metSince() {
    return metSince;
  }

  /** What comes from before the repair says nothing about it; what came after it counts anew. */
  @Override
  public void repaired(long time) {
    if (phase == ConditionPhase.NORMAL || metSince <= time) {
      rest();
    } else if (!isMomentary()) {
      phase = ConditionPhase.PENDING;
      clearSince = NEVER;
    }
  }

  /** Whether nothing will come again to confirm it. */
  abstract boolean isMomentary();

  @Override
  public long nextTick() {
    if (!live) {
      return Long.MAX_VALUE;
    }
    return switch (phase) {
      case PENDING -> metSince + delays.onDelayMillis();
      case CLEARING -> clearSince + delays.offDelayMillis();
      case NORMAL, ACTIVE -> Long.MAX_VALUE;
    };
  }

  @Override
  public void tick(long time) {
    if (nextTick() <= time) {
      elapse(time);
    }
  }

  @Override
  public final void explain(Reasons reasons) {
    reasons.add(shown(reasons) + stage(reasons));
  }

  /** What it looks at shows now. */
  abstract String shown(Reasons reasons);

  private String stage(Reasons reasons) {
    return switch (phase) {
      case NORMAL -> "";
      case PENDING ->
          "; pending since "
              + reasons.time(metSince)
              + ", on-delay until "
              + reasons.time(metSince + delays.onDelayMillis());
      case ACTIVE -> "; active since " + reasons.time(metSince) + " already: it must clear first";
      case CLEARING ->
          "; active since "
              + reasons.time(metSince)
              + ", clear since "
              + reasons.time(clearSince)
              + ", off-delay until "
              + reasons.time(clearSince + delays.offDelayMillis());
    };
  }

  @Override
  public final void save(Map<String, LeafState> states) {
    if (phase != ConditionPhase.NORMAL) {
      states.put(leaf.identity(), new LeafState(phase, stored(metSince), stored(clearSince), live));
    }
  }

  @Override
  public final void restore(Map<String, LeafState> states) {
    LeafState state = states.get(leaf.identity());
    if (state != null) {
      phase = state.phase();
      metSince = loaded(state.metSince());
      clearSince = loaded(state.clearSince());
      live = state.live();
    }
  }

  private static @Nullable Long stored(long time) {
    return time == NEVER ? null : time;
  }

  private static long loaded(@Nullable Long time) {
    return time == null ? NEVER : time;
  }
}
