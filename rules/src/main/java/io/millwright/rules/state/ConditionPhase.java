package io.millwright.rules.state;

/**
 * Where a condition stands, after OPC UA Part 9: active only after the on-delay, and until the
 * off-delay.
 */
public enum ConditionPhase {
  /** Not met. */
  NORMAL,
  /** Met, but not yet for the on-delay. */
  PENDING,
  /** Met for the on-delay. */
  ACTIVE,
  /** Was active; the value is clear, but not yet for the off-delay. */
  CLEARING
}
