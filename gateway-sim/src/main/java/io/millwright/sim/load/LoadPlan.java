package io.millwright.sim.load;

import java.time.Duration;

/**
 * How much is published.
 *
 * @param gateways connections, 1 or more
 * @param meters of all gateways together, as many as gateways or more
 * @param readings in each message, 1 or more
 * @param qos 0 or 1
 * @param rate messages a second of all gateways together (open loop), or 0: as fast as they are
 *     answered (closed loop)
 * @param window unacknowledged messages a gateway at most, 1 or more
 * @param warmUp how long it runs before it is measured
 * @param duration how long it is measured
 */
public record LoadPlan(
    int gateways,
    int meters,
    int readings,
    int qos,
    double rate,
    int window,
    Duration warmUp,
    Duration duration) {

  /** Validates the ranges. */
  public LoadPlan {
    check(gateways >= 1, "there must be 1 gateway or more");
    check(meters >= gateways, "there must be as many meters as gateways or more");
    check(readings >= 1, "a message must have 1 reading or more");
    check(qos == 0 || qos == 1, "QoS must be 0 or 1");
    check(rate >= 0 && Double.isFinite(rate), "the rate must be 0 or more");
    check(window >= 1, "the window must be 1 or more");
    check(!warmUp.isNegative(), "the warm-up must be 0 s or more");
    check(duration.toMillis() > 0, "the duration must be more than 0 s");
  }

  private static void check(boolean valid, String message) {
    if (!valid) {
      throw new IllegalArgumentException("Load: " + message);
    }
  }

  /** Whether messages are sent by the clock and not by the answers. */
  public boolean isOpenLoop() {
    return rate > 0;
  }
}
