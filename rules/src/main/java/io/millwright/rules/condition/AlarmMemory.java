package io.millwright.rules.condition;

import io.millwright.rules.state.AssetState.AlarmState;
import io.millwright.rules.state.AssetState.LeafState;
import io.millwright.rules.state.ConditionPhase;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is between a condition's signal and its orders, as a value. Nearly always nothing is going
 * on, and it takes no room.
 */
final class AlarmMemory {
  private static final long NEVER = SignalTrack.NEVER;

  private AlarmMemory() {}

  /**
   * The state; null when it is at rest and no leaf of the signal is on. If one is, that is not
   * enough to go by: under other plans the same leaves may make a signal that is on.
   *
   * @param signal the leaves of the signal that are not at rest
   */
  static @Nullable AlarmState of(ConditionTrack track, Map<String, LeafState> signal) {
    Map<String, LeafState> leaves = new HashMap<>();
    if (track.action != null) {
      track.action.save(leaves);
    }
    AlarmState state =
        new AlarmState(
            track.alarm.phase(),
            stored(track.alarm.since()),
            stored(track.alarm.activeSince()),
            track.owed,
            track.episodes.isSevere(),
            stored(track.hold.notBefore()),
            stored(track.hold.shelvedAt()),
            track.hold.shelf(),
            leaves);
    boolean anyOn = signal.values().stream().map(LeafState::phase).anyMatch(AlarmMemory::isOn);
    return !anyOn && state.equals(implied(ConditionPhase.NORMAL)) ? null : state;
  }

  private static boolean isOn(ConditionPhase phase) {
    return phase == ConditionPhase.ACTIVE || phase == ConditionPhase.CLEARING;
  }

  /** What it is when nothing else is known. */
  private static AlarmState implied(ConditionPhase phase) {
    return new AlarmState(phase, null, null, false, false, null, null, null, Map.of());
  }

  /** Takes a state; the track's signal has its own already. */
  static void restore(ConditionTrack track, @Nullable AlarmState saved) {
    // An earlier version left out what the signal said as well.
    AlarmState state =
        saved == null
            ? implied(track.signal.isOn() ? ConditionPhase.ACTIVE : ConditionPhase.NORMAL)
            : saved;
    track.alarm.restore(state.phase(), loaded(state.since()), loaded(state.activeSince()));
    track.owed = state.owed();
    track.episodes.restoreSevere(state.severe());
    track.hold.restore(state.shelf(), loaded(state.shelvedAt()), loaded(state.notBefore()));
    if (track.action != null) {
      track.action.restore(state.action());
    }
  }

  static @Nullable Long stored(long time) {
    return time == NEVER ? null : time;
  }

  static long loaded(@Nullable Long time) {
    return time == null ? NEVER : time;
  }
}
