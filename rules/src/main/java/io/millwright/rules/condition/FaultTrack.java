package io.millwright.rules.condition;

import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.episode.Reasons;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.state.AssetState.FaultState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The newest that is known of one fault code, and the leaves that watch it. */
public final class FaultTrack {
  private final List<FaultCodeTrack> leaves = new ArrayList<>();

  private long lastTime = Long.MIN_VALUE;
  private boolean active;

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
    return Verdict.ACCEPTED;
  }

  boolean isActive() {
    return active;
  }

  /** What is known of it, after its code. */
  String standing(Reasons reasons) {
    return lastTime == Long.MIN_VALUE
        ? " has not come"
        : (active ? " came at " : " went at ") + reasons.time(lastTime);
  }

  public @Nullable FaultState snapshot() {
    return lastTime == Long.MIN_VALUE ? null : new FaultState(lastTime, active);
  }

  public void restore(FaultState state) {
    lastTime = state.lastTime();
    active = state.active();
  }
}
