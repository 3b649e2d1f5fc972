package io.millwright.ingest.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;

/** Waits for what the service does in its own time. */
public final class Eventually {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private Eventually() {}

  /** Repeats the assertion until it holds; after a minute its failure is the test's. */
  public static void holds(ThrowingRunnable assertion) {
    await().untilAsserted(assertion);
  }

  /** Awaitility with the same patience, for what is no assertion. */
  public static ConditionFactory await() {
    return Awaitility.await()
        // Paho's receiver thread may stumble over the close of its client.
        .dontCatchUncaughtExceptions()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .atMost(PATIENCE);
  }
}
