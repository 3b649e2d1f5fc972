package io.millwright.ingest.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Waits for what the service does in its own time. */
public final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Eventually() {}

  /** Repeats the assertion until it holds; after 30 s its failure is the test's. */
  public static void holds(ThrowingRunnable assertion) {
    Awaitility.await()
        // Paho's receiver thread may stumble over the close of its client.
        .dontCatchUncaughtExceptions()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .atMost(PATIENCE)
        .untilAsserted(assertion);
  }
}
