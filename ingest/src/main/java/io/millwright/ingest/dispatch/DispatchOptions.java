package io.millwright.ingest.dispatch;

import java.time.Duration;

/**
 * Limits of the dispatcher.
 *
 * @param backoffBase the longest wait after an order's first failure
 * @param backoffCap the longest wait between two attempts of an order
 * @param pauseBase the longest first pause of a target that is down
 * @param pauseCap the longest pause of a target before it is probed again
 * @param failuresToPause after how many failures in a row a target counts as down, at least 1
 * @param capacity how many waiting orders a target keeps in memory, at least 1; more stay in the
 *     table only
 */
public record DispatchOptions(
    Duration backoffBase,
    Duration backoffCap,
    Duration pauseBase,
    Duration pauseCap,
    int failuresToPause,
    int capacity) {

  /** 1 s to 5 min for an order, 1 s to 30 s for a target after 5 failures, 10,000 in memory. */
  public static final DispatchOptions DEFAULTS =
      new DispatchOptions(
          Duration.ofSeconds(1),
          Duration.ofMinutes(5),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          5,
          10_000);

  /** Validates the counts; the durations are checked where they are used. */
  public DispatchOptions {
    if (failuresToPause < 1 || capacity < 1) {
      throw new IllegalArgumentException(
          "failuresToPause and capacity must be at least 1, not "
              + failuresToPause
              + " and "
              + capacity);
    }
  }
}
