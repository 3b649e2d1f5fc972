package io.millwright.rules.condition;

import io.millwright.rules.episode.Reasons;
import io.millwright.rules.state.AssetState.LeafState;
import java.util.Map;

/** Where a condition's signal, or a part of it, stands on one asset. */
public interface SignalTrack {
  /** Stands for a time that never was. */
  long NEVER = Long.MIN_VALUE;

  /** Whether it was met for the on-delay, and not clear for the off-delay since. */
  boolean isOn();

  /** Whether it would be on now, were what was sent from a buffer as good as what is live. */
  boolean wouldBeOn(long time);

  /** Whether a part of it waits for something live to bear out what was sent from a buffer. */
  boolean isUnconfirmed(long time);

  /** Since when it has been met, or {@link #NEVER}. */
  long metSince();

  /** What was until this time was before a repair: only what came after it still counts. */
  void repaired(long time);

  /** From now on it is not looked at: what was not yet on is broken off. */
  void paused();

  /**
   * It is looked at again.
   *
   * @param live false when a reading from a buffer has it so
   */
  void resumed(long time, boolean live);

  /** A live reading bears out that it is looked at. */
  void confirmed(long time);

  /** When it changes by the mere passing of time; Long.MAX_VALUE for never. */
  long nextTick();

  /** Takes the passing of time. */
  void tick(long time);

  /** Adds what is on to the reasons of an order. */
  void tell(Account account);

  /** Says where it stands. */
  void explain(Reasons reasons);

  /** Adds the states of the leaves that are not at rest. */
  void save(Map<String, LeafState> states);

  /** Takes the states of its leaves; those without one stay at rest. */
  void restore(Map<String, LeafState> states);
}
