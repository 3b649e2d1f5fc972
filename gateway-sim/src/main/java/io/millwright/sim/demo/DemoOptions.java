package io.millwright.sim.demo;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a demo is to be.
 *
 * @param seed names the fleet and its fate
 * @param assets how many, 8 or more
 * @param start simulated time of the first readings
 * @param span simulated time to run
 * @param wall real time to run it in
 * @param trouble share of orders that meet trouble at the CMMS and the FSM, 0 to 1
 * @param db database URL, or null for the usual choice
 */
record DemoOptions(
    long seed,
    int assets,
    Instant start,
    Duration span,
    Duration wall,
    double trouble,
    @Nullable String db) {

  double speed() {
    return (double) span.toMillis() / wall.toMillis();
  }
}
