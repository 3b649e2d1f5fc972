package io.millwright.rules.condition;

import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.episode.Reasons;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.state.AssetState.FaultState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The newest that is known of one fault code, and the leaves that watch it. */
public final class FaultTrack {
  private final List<FaultCodeTrack> leaves = new ArrayList<>();

  private long lastTime = Long.MIN_VALUE;
  private boolean active;

  /** The rules that were told of it as it is; of no use once it has gone. */
  private Set<String> heard = Set.of();

  public void watchedBy(FaultCodeTrack leaf) {
    leaves.add(leaf);
  }

  /** Takes the fault's coming or going. */
  public Verdict seen(long time, boolean nowActive, Outcomes out) {
    if (time < lastTime) {
      return Verdict.LATE;
    }
    // A fault that came and went within one tick of its clock went last, in whatever order it is
    // redelivered.
    if (time == lastTime && (nowActive || !active)) {
      return Verdict.DUPLICATE;
    }
    boolean was = active;
    lastTime = time;
    active = nowActive;
    for (FaultCodeTrack leaf : leaves) {
      leaf.seen(time, nowActive, was, out);
    }
    heard = nowActive ? rules() : Set.of();
    return Verdict.ACCEPTED;
  }

  private Set<String> rules() {
    return leaves.stream().map(FaultCodeTrack::rule).collect(Collectors.toUnmodifiableSet());
  }

  /** A rule that watches it no more is told again when it comes back to it. */
  private Set<String> stillThere(Set<String> was) {
    return rules().stream().filter(was::contains).collect(Collectors.toUnmodifiableSet());
  }

  boolean isActive() {
    return active;
  }

  long lastTime() {
    return lastTime;
  }

  /** Whether it is active and a rule has come since that was not told. */
  boolean isUnheard() {
    if (active) {
      for (FaultCodeTrack leaf : leaves) {
        if (!heard.contains(leaf.rule())) {
          return true;
        }
      }
    }
    return false;
  }

  /** Tells those that were not told. */
  void tick(long time, Outcomes out) {
    if (isUnheard()) {
      Set<String> before = heard;
      heard = rules();
      for (FaultCodeTrack leaf : leaves) {
        if (!before.contains(leaf.rule())) {
          leaf.missed(lastTime, time, out);
        }
      }
    }
  }

  /** What is known of it, after its code. */
  String standing(Reasons reasons) {
    return lastTime == Long.MIN_VALUE
        ? " has not come"
        : (active ? " came at " : " went at ") + reasons.time(lastTime);
  }

  public @Nullable FaultState snapshot() {
    return lastTime == Long.MIN_VALUE ? null : new FaultState(lastTime, active, heard);
  }

  public void restore(FaultState state) {
    lastTime = state.lastTime();
    active = state.active();
    // Earlier versions did not say, and knew no fault that nobody watched.
    heard = state.heard() == null ? rules() : active ? stillThere(state.heard()) : Set.of();
  }
}
