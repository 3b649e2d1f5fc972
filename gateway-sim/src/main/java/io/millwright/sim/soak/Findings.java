package io.millwright.sim.soak;

import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicInteger;

/** What is printed, and what is not as it should be. Any thread. */
final class Findings {
  private static final int SHOWN = 20;

  private final PrintWriter out;
  private final AtomicInteger differences = new AtomicInteger();

  Findings(PrintWriter out) {
    this.out = out;
  }

  /** Tells a line of progress. */
  synchronized void say(String format, Object... arguments) {
    out.printf(format + "%n", arguments);
    out.flush();
  }

  /** A difference between what was promised and what is. */
  void differs(String format, Object... arguments) {
    int count = differences.incrementAndGet();
    if (count <= SHOWN) {
      say("  DIFFERENCE: " + format, arguments);
    } else if (count == SHOWN + 1) {
      say("  further differences are counted only");
    }
  }

  int differences() {
    return differences.get();
  }
}
