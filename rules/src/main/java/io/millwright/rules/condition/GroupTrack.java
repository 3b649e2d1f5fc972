package io.millwright.rules.condition;

import io.millwright.rules.episode.Reasons;
import io.millwright.rules.state.AssetState.LeafState;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Several signals at once: on while enough of them are. */
public final class GroupTrack implements SignalTrack {
  private final List<SignalTrack> parts;
  private final int needed;

  public GroupTrack(List<SignalTrack> parts, int needed) {
    this.parts = List.copyOf(parts);
    this.needed = needed;
  }

  private boolean enough(Predicate<SignalTrack> test) {
    int count = 0;
    for (SignalTrack part : parts) {
      count += test.test(part) ? 1 : 0;
    }
    return count >= needed;
  }

  @Override
  public boolean isOn() {
    return enough(SignalTrack::isOn);
  }

  @Override
  public boolean wouldBeOn(long time) {
    return enough(part -> part.wouldBeOn(time));
  }

  @Override
  public boolean isUnconfirmed(long time) {
    return parts.stream().anyMatch(part -> part.isUnconfirmed(time));
  }

  /** Since when enough of them have been met, of those that are on now. */
  @Override
  public long metSince() {
    return parts.stream()
        .filter(SignalTrack::isOn)
        .mapToLong(SignalTrack::metSince)
        .sorted()
        .skip(needed - 1)
        .findFirst()
        .orElse(NEVER);
  }

  @Override
  public void repaired(long time) {
    parts.forEach(part -> part.repaired(time));
  }

  @Override
  public void paused() {
    parts.forEach(SignalTrack::paused);
  }

  @Override
  public void resumed(long time, boolean live) {
    parts.forEach(part -> part.resumed(time, live));
  }

  @Override
  public void confirmed(long time) {
    parts.forEach(part -> part.confirmed(time));
  }

  @Override
  public long nextTick() {
    long next = Long.MAX_VALUE;
    for (SignalTrack part : parts) {
      next = Math.min(next, part.nextTick());
    }
    return next;
  }

  @Override
  public void tick(long time) {
    for (SignalTrack part : parts) {
      if (part.nextTick() <= time) {
        part.tick(time);
      }
    }
  }

  @Override
  public void tell(Account account) {
    parts.stream().filter(SignalTrack::isOn).forEach(part -> part.tell(account));
    account.step(
        parts.stream().filter(SignalTrack::isOn).count()
            + " of "
            + parts.size()
            + " are met, needed "
            + needed);
  }

  @Override
  public void explain(Reasons reasons) {
    parts.forEach(part -> part.explain(reasons));
  }

  @Override
  public void save(Map<String, LeafState> states) {
    parts.forEach(part -> part.save(states));
  }

  @Override
  public void restore(Map<String, LeafState> states) {
    parts.forEach(part -> part.restore(states));
  }
}
