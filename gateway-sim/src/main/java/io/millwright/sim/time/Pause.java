package io.millwright.sim.time;

import java.time.Duration;

/** Lets real time pass. */
@FunctionalInterface
public interface Pause {

  /** Sleeps. */
  Pause SLEEP =
      realTime -> Thread.sleep(realTime.toMillis(), (int) (realTime.toNanos() % 1_000_000));

  /**
   * Waits.
   *
   * @param realTime how long, above zero
   * @throws InterruptedException when interrupted
   */
  void pause(Duration realTime) throws InterruptedException;
}
