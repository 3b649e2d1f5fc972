package io.millwright.sim.standin;

/** Which system a stand-in plays. They differ in what happens when an order is posted twice. */
public enum StandInKind {
  /**
   * A maintenance system: knows no Idempotency-Key, so a second POST makes a second order; can be
   * asked for an external reference.
   */
  CMMS(false, true),
  /** A field service system: honours Idempotency-Key; cannot be asked for an external reference. */
  FSM(true, false);

  private final boolean idempotent;
  private final boolean lookup;

  StandInKind(boolean idempotent, boolean lookup) {
    this.idempotent = idempotent;
    this.lookup = lookup;
  }

  boolean idempotent() {
    return idempotent;
  }

  boolean lookup() {
    return lookup;
  }
}
