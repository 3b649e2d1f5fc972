package io.millwright.ingest.codec.sparkplug;

import java.time.Duration;

/**
 * When to ask an edge node to be born again: at once, then as long as it is needed with growing
 * pauses, so that a node that cannot answer, or whose births are at fault, is not kept busy.
 */
final class RebirthRequests {
  private static final int LONGEST_PAUSE = 32;

  private final long pauseMillis;
  private long factor = 1;
  private long next = Long.MIN_VALUE;
  private boolean wanted;

  RebirthRequests(Duration pause) {
    this.pauseMillis = pause.toMillis();
  }

  void want() {
    wanted = true;
  }

  /** The node was born, or is dead. */
  void settled() {
    wanted = false;
  }

  /** Whether to ask now; if so the next time is later. */
  boolean isDue(long nowMillis) {
    if (!wanted || nowMillis < next) {
      return false;
    }
    // A node that has done without for long is not one that is at fault.
    boolean calm = next == Long.MIN_VALUE || nowMillis - next > LONGEST_PAUSE * pauseMillis;
    factor = calm ? 1 : Math.min(LONGEST_PAUSE, factor * 2);
    next = nowMillis + factor * pauseMillis;
    return true;
  }
}
