package io.millwright.ingest.dispatch;

import io.millwright.ingest.dispatch.Outcome.Symptom;
import io.millwright.ingest.retry.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether a target may be sent to: all at once while it is up, not while it is paused, one at a
 * time to probe it after that. Confined to the dispatcher's event loop.
 */
final class TargetHealth {
  private final int concurrency;
  private final int failuresToPause;
  private final Backoff pauses;
  private int failures;
  private @Nullable UUID lastFailed;
  private Instant pausedUntil = Instant.MIN;

  /**
   * Starts as up.
   *
   * @param concurrency how many requests may be under way at once
   * @param failuresToPause after how many failures in a row the target counts as down
   * @param pauses how long to pause
   */
  TargetHealth(int concurrency, int failuresToPause, Backoff pauses) {
    this.concurrency = concurrency;
    this.failuresToPause = failuresToPause;
    this.pauses = pauses;
  }

  /** How many more requests may be started now. */
  int openSlots(Instant now, int busy) {
    if (now.isBefore(pausedUntil)) {
      return 0;
    }
    return Math.max(0, (isDown() ? 1 : concurrency) - busy);
  }

  /** When requests may be started again; in the past when they may now. */
  Instant pausedUntil() {
    return pausedUntil;
  }

  /** Whether it failed so often that it is only probed. */
  boolean isDown() {
    return failures >= failuresToPause;
  }

  /** It answered. Returns whether it was down until now. */
  boolean answered() {
    boolean wasDown = isDown();
    failures = 0;
    lastFailed = null;
    return wasDown;
  }

  /** It asked to be left alone for a while. */
  void asked(Instant now, Duration wait) {
    Instant until = now.plus(wait);
    pausedUntil = until.isAfter(pausedUntil) ? until : pausedUntil;
  }

  /**
   * It failed. An order that fails by itself must not stop the others, so a second failure of the
   * same order counts only when the target could not be reached at all.
   */
  void failed(Instant now, UUID order, Symptom symptom) {
    boolean sameOrder = order.equals(lastFailed);
    lastFailed = order;
    boolean late = now.isBefore(pausedUntil); // was under way when the pause began
    if (late || (sameOrder && symptom != Symptom.UNREACHABLE && !isDown())) {
      return;
    }
    failures++;
    if (isDown()) {
      asked(now, pauses.delay(failures - failuresToPause + 1));
    }
  }
}
