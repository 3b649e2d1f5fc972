package io.millwright.sim.replay;

/** A row that holds no reading; it is reported, counted and left out. */
final class BrokenRow extends Exception {
  private static final long serialVersionUID = 1L;

  BrokenRow(long line, String reason) {
    super("line " + line + ": " + reason);
  }
}
