package io.millwright.sim.demo;

import io.millwright.sim.time.SimClock;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Simulated time that runs fast for the week and at its usual pace afterwards. Any thread. */
final class DemoClock implements InstantSource {
  private final SimClock fast;
  private volatile @Nullable SimClock usual;

  DemoClock(SimClock fast) {
    this.fast = fast;
  }

  SimClock fast() {
    return fast;
  }

  /** The week is over: a second is a second again. */
  void slowDown() {
    usual = new SimClock(fast.instant(), 1, System::nanoTime);
  }

  @Override
  public Instant instant() {
    SimClock now = usual;
    return now == null ? fast.instant() : now.instant();
  }
}
