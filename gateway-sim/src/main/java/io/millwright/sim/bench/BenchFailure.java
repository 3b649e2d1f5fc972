package io.millwright.sim.bench;

/** What was measured does not count, because readings are missing. */
public final class BenchFailure extends Exception {
  private static final long serialVersionUID = 1L;

  BenchFailure(String message) {
    super(message);
  }
}
