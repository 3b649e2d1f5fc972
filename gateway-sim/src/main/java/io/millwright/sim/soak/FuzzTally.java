package io.millwright.sim.soak;

/**
 * What became of one target's cases.
 *
 * @param target its name
 * @param taken how many were good enough to be taken
 * @param refused how many were refused in the documented way
 * @param nanos how long all of them took
 */
public record FuzzTally(String target, long taken, long refused, long nanos) {
  /**
   * Returns how many cases there were.
   *
   * @return 0 or more
   */
  public long cases() {
    return taken + refused;
  }
}
