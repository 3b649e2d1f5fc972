package io.millwright.rules.condition;

import io.millwright.rules.episode.Reasons;
import io.millwright.rules.plan.Persistence;
import io.millwright.rules.state.AssetState.LeafState;
import io.millwright.rules.state.AssetState.Memory;
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
  final LeafPlace place;
  final Persistence persistence;
  private final long window;

  private ConditionPhase phase = ConditionPhase.NORMAL;
  private long metSince = NEVER;
  private long clearSince = NEVER;

  /** Whether the newest that moved it was live; false at rest. */
  private boolean live;

  /** A bit for each of the last readings, the newest lowest: whether it met the leaf. */
  private long history;

  LeafTrack(LeafPlace place, Persistence persistence) {
    this.place = place;
    this.persistence = persistence;
    this.window = persistence.of() == 1 ? 0 : -1L >>> (Long.SIZE - persistence.of());
  }

  final ConditionPhase phase() {
    return phase;
  }

  final boolean isLive() {
    return live;
  }

  /** Whether nothing is going on: not met now, nor by any of the last readings. */
  final boolean isAtRest() {
    return phase == ConditionPhase.NORMAL && history == 0;
  }

  final int timesMet() {
    return Long.bitCount(history);
  }

  /** Takes what a reading newer than all before shows. */
  final void judge(long time, boolean met, boolean clear, boolean nowLive) {
    if (window == 0) {
      move(time, met, clear, nowLive);
      return;
    }
    history = ((history << 1) | (met ? 1 : 0)) & window;
    boolean enough = timesMet() >= persistence.times();
    move(time, enough, clear && !enough, nowLive);
  }

  /** Takes what is the case at a time newer than all before. */
  final void move(long time, boolean met, boolean clear, boolean nowLive) {
    if (live && phase == ConditionPhase.CLEARING) {
      // It has held until now, whether or not a tick came in between.
      elapse(time);
    }
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
    if (live || phase == ConditionPhase.CLEARING) {
      elapse(time);
    }
  }

  private void elapse(long time) {
    if (phase == ConditionPhase.PENDING && time - metSince >= persistence.onDelayMillis()) {
      phase = ConditionPhase.ACTIVE;
    } else if (phase == ConditionPhase.CLEARING
        && time - clearSince >= persistence.offDelayMillis()) {
      rest();
    }
  }

  /** Goes on at once, as met since some time. */
  final void activate(long since) {
    phase = ConditionPhase.ACTIVE;
    metSince = since;
    live = true;
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
    return isOn()
        || (phase == ConditionPhase.PENDING && time - metSince >= persistence.onDelayMillis());
  }

  @Override
  public final boolean isUnconfirmed(long time) {
    return !isOn() && wouldBeOn(time);
  }

  @Override
  public final long metSince() {
    return metSince;
  }

  /**
   * What comes from before the repair says nothing about it; what came after it counts anew. Of
   * several readings together it is not known which came after it, so that takes as many again.
   */
  @Override
  public void repaired(long time) {
    history = 0;
    if (phase == ConditionPhase.NORMAL || metSince <= time || window != 0) {
      rest();
    } else if (!isMomentary()) {
      phase = ConditionPhase.PENDING;
      clearSince = NEVER;
    }
  }

  /** Whether nothing will come again to confirm it. */
  abstract boolean isMomentary();

  @Override
  public void paused() {
    if (phase == ConditionPhase.PENDING) {
      rest();
    } else if (phase == ConditionPhase.CLEARING) {
      phase = ConditionPhase.ACTIVE;
      clearSince = NEVER;
    }
  }

  @Override
  public void resumed(long time, boolean nowLive) {}

  @Override
  public void confirmed(long time) {}

  @Override
  public long nextTick() {
    if (!live) {
      return Long.MAX_VALUE;
    }
    return switch (phase) {
      case PENDING -> metSince + persistence.onDelayMillis();
      case CLEARING -> clearSince + persistence.offDelayMillis();
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
    reasons.add(shown(reasons) + counted() + stage(reasons));
  }

  /** What it looks at shows now. */
  abstract String shown(Reasons reasons);

  private String counted() {
    return window == 0
        ? ""
        : "; met by "
            + timesMet()
            + " of the last "
            + persistence.of()
            + " readings, needed "
            + persistence.times();
  }

  private String stage(Reasons reasons) {
    return switch (phase) {
      case NORMAL -> "";
      case PENDING ->
          "; pending since "
              + reasons.time(metSince)
              + ", on-delay until "
              + reasons.time(metSince + persistence.onDelayMillis());
      case ACTIVE -> "; active since " + reasons.time(metSince) + " already: it must clear first";
      case CLEARING ->
          "; active since "
              + reasons.time(metSince)
              + ", clear since "
              + reasons.time(clearSince)
              + ", off-delay until "
              + reasons.time(clearSince + persistence.offDelayMillis());
    };
  }

  /** What it remembers beside its phase; null for nothing. */
  @Nullable Memory memory() {
    return null;
  }

  /** Takes what it remembered. */
  void remember(Memory memory) {}

  @Override
  public final void save(Map<String, LeafState> states) {
    Memory memory = memory();
    if (!isAtRest() || memory != null) {
      states.put(
          place.key(),
          new LeafState(phase, stored(metSince), stored(clearSince), live, history, memory));
    }
  }

  @Override
  public final void restore(Map<String, LeafState> states) {
    LeafState state = states.get(place.key());
    if (state != null) {
      phase = state.phase();
      metSince = loaded(state.metSince());
      clearSince = loaded(state.clearSince());
      live = state.live();
      history = state.history() & window;
      if (state.memory() != null) {
        remember(state.memory());
      }
    }
  }

  private static @Nullable Long stored(long time) {
    return time == NEVER ? null : time;
  }

  private static long loaded(@Nullable Long time) {
    return time == null ? NEVER : time;
  }
}
