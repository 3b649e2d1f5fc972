package io.millwright.sim.replay;

import java.time.Duration;

/**
 * What a replay came to.
 *
 * @param rows rows published
 * @param brokenRows rows left out
 * @param assets assets named by the rows
 * @param readings readings published
 * @param elapsed from the first row to the last acknowledgement
 */
public record ReplayReport(
    long rows, long brokenRows, int assets, long readings, Duration elapsed) {

  /**
   * Returns the rate over the whole run.
   *
   * @return acknowledged readings a second
   */
  public double readingsPerSecond() {
    return readings / Math.max(1e-9, elapsed.toNanos() / 1e9);
  }
}
