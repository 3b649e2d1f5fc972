package io.millwright.sim.load;

/** Looks on at a run. Called on the thread that runs it. */
public interface LoadWatch {
  /** A second has passed. */
  void second(LoadSecond second);

  /** The warm-up is over, all gateways publish. */
  default void measuring() {}

  /** What is measured is over; the last messages are still on their way. */
  default void measured() {}
}
