package io.millwright.sim.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What a replay came to.
 *
 * @param rows rows published
 * @param brokenRows rows left out
 * @param lastRows the assets named by the rows, each with the time of its last row
 * @param readings readings published
 * @param elapsed from the first row to the last acknowledgement
 */
public record ReplayReport(
    long rows, long brokenRows, Map<String, Instant> lastRows, long readings, Duration elapsed) {

  /** Copies the map. */
  public ReplayReport {
    lastRows = Map.copyOf(lastRows);
  }

  /**
   * Returns the rate over the whole run.
   *
   * @return acknowledged readings a second
   */
  public double readingsPerSecond() {
    return readings / Math.max(1e-9, elapsed.toNanos() / 1e9);
  }
}
