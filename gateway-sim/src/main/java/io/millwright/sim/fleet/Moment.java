package io.millwright.sim.fleet;

import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * What a machine is told about a step of time that has just passed.
 *
 * @param time its end
 * @param hours its length, hours
 * @param demand how busy the machine is meant to be, 0 to 1
 * @param brokenHours hours since the present break began, or a negative number when all is well
 * @param random this step's own randomness
 */
record Moment(
    Instant time, double hours, double demand, double brokenHours, RandomGenerator random) {

  boolean broken() {
    return brokenHours >= 0;
  }

  /** Noise around zero, at most {@code size} either way. */
  double jitter(double size) {
    return (random.nextDouble() - 0.5) * 2 * size;
  }

  /** The share of a difference that a first-order lag closes in this step. */
  double lag(double tauHours) {
    return 1 - Math.exp(-hours / tauHours);
  }
}
