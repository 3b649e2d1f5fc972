package io.millwright.sim.mqtt;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Acknowledgements did not come in time. */
public final class Unacknowledged extends Exception {
  private static final long serialVersionUID = 1L;

  private Unacknowledged(String message) {
    super(message);
  }

  /**
   * Waits until every gateway's messages are acknowledged.
   *
   * @param gateways the clients by gateway id
   * @param patience how long to wait, for all of them together
   * @throws Unacknowledged when some are missing then; the message names gateways and counts
   * @throws InterruptedException when interrupted
   */
  public static void awaitAll(Map<String, GatewayClient> gateways, Duration patience)
      throws Unacknowledged, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    Map<String, Integer> missing = new TreeMap<>();
    for (Map.Entry<String, GatewayClient> entry : gateways.entrySet()) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      if (!entry.getValue().awaitDrained(left)) {
        missing.put(entry.getKey(), entry.getValue().pending());
      }
    }
    if (!missing.isEmpty()) {
      throw new Unacknowledged(
          "Not acknowledged after "
              + patience.toSeconds()
              + " s, messages by gateway: "
              + missing
              + ". Is the service running and its database writable? See its log and /health");
    }
  }
}
