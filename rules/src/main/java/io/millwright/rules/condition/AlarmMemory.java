package io.millwright.rules.condition;

import io.millwright.rules.state.AssetState.AlarmState;
import io.millwright.rules.state.AssetState.LeafState;
import io.millwright.rules.state.ConditionPhase;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is between a condition's signal and its orders, as a value. Nearly always that is nothing
 * that the signal does not say, and takes no room.
 */
final class AlarmMemory {
  private static final long NEVER = SignalTrack.NEVER;

  private AlarmMemory() {}

  /** The state; null when the signal says it all. */
  static @Nullable AlarmState of(ConditionTrack track) {
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
            track.severe,
            stored(track.hold.notBefore()),
            stored(track.hold.shelvedAt()),
            track.hold.shelf(),
            leaves);
    return state.equals(implied(track)) ? null : state;
  }

  /** What it is when nothing is known but the signal. */
  private static AlarmState implied(ConditionTrack track) {
    return new AlarmState(
        track.signal.isOn() ? ConditionPhase.ACTIVE : ConditionPhase.NORMAL,
        null,
        null,
        false,
        false,
        null,
        null,
        null,
        Map.of());
  }

  /** Takes a state; the track's signal has its own already. */
  static void restore(ConditionTrack track, @Nullable AlarmState saved) {
    AlarmState state = saved == null ? implied(track) : saved;
    track.alarm.restore(state.phase(), loaded(state.since()), loaded(state.activeSince()));
    track.owed = state.owed();
    track.severe = state.severe();
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
