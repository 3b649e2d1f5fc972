package io.millwright.rules.condition;

import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.state.AssetState.FaultState;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest that is known of each fault code of an asset. Codes that no rule watches are kept,
 * too: a rule that comes later sees what is active. Of those it keeps at most {@value
 * #MOST_UNWATCHED}, and forgets first what has gone, then what came longest ago.
 */
public final class FaultBook {
  private static final int MOST_UNWATCHED = 64;
  private static final Comparator<Map.Entry<String, FaultTrack>> LEAST_WORTH =
      Comparator.<Map.Entry<String, FaultTrack>, Boolean>comparing(e -> e.getValue().isActive())
          .thenComparing(e -> e.getValue().lastTime())
          .thenComparing(Map.Entry::getKey);

  private final Map<String, FaultTrack> watched = new LinkedHashMap<>();
  private final Map<String, FaultTrack> unwatched = new HashMap<>();

  /** The track of a code that a rule watches; to be asked for before the first event. */
  public FaultTrack watched(String code) {
    return watched.computeIfAbsent(code, key -> new FaultTrack());
  }

  /** Takes the coming or going of a fault. */
  public Verdict seen(Event.Fault fault, Outcomes out) {
    FaultTrack track = watched.get(fault.code());
    if (track == null) {
      track = unwatched.computeIfAbsent(fault.code(), key -> new FaultTrack());
      // Counted with the new one, which may be worth less than those that are there.
      Verdict verdict = track.seen(fault.time(), fault.active(), out);
      forget();
      return verdict;
    }
    return track.seen(fault.time(), fault.active(), out);
  }

  private void forget() {
    if (unwatched.size() > MOST_UNWATCHED) {
      unwatched.entrySet().stream()
          .min(LEAST_WORTH)
          .map(Map.Entry::getKey)
          .ifPresent(unwatched::remove);
    }
  }

  /** When a tick has an effect: at once when a rule has not heard of an active fault, or never. */
  public long nextTick() {
    for (FaultTrack track : watched.values()) {
      if (track.isUnheard()) {
        return Long.MIN_VALUE;
      }
    }
    return Long.MAX_VALUE;
  }

  /** Lets the rules hear of what was active before they came. */
  public void tick(long time, Outcomes out) {
    watched.values().forEach(track -> track.tick(time, out));
  }

  public Map<String, FaultState> snapshot() {
    Map<String, FaultState> states = new HashMap<>();
    watched.forEach((code, track) -> put(states, code, track.snapshot()));
    unwatched.forEach((code, track) -> put(states, code, track.snapshot()));
    return states;
  }

  private static void put(Map<String, FaultState> states, String code, @Nullable FaultState state) {
    if (state != null) {
      states.put(code, state);
    }
  }

  public void restore(Map<String, FaultState> states) {
    states.forEach(
        (code, state) -> {
          FaultTrack track = watched.get(code);
          if (track == null) {
            track = unwatched.computeIfAbsent(code, key -> new FaultTrack());
          }
          track.restore(state);
        });
    while (unwatched.size() > MOST_UNWATCHED) {
      forget();
    }
  }
}
