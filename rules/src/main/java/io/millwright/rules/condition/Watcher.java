package io.millwright.rules.condition;

import io.millwright.rules.episode.Outcomes;

/**
 * What is told of a meter's good readings. It stays quiet, that is, need not be told, while the
 * value is from {@link #quietFrom} to {@link #quietTo}, differs from the one before by at most
 * {@link #quietStep}, and comes before {@link #quietUntil}, all of them as it was after the last
 * reading it was told of. A reading from a buffer is always told.
 */
public interface Watcher {

  /**
   * Takes a good reading of the meter that is newer than all before.
   *
   * @param formerTime the time of the one before, or Long.MIN_VALUE
   * @param former its value
   * @param live false when it was sent from a buffer: it moves the state, but an order waits for
   *     the next live reading to confirm it
   */
  void read(long time, double value, long formerTime, double former, boolean live, Outcomes out);

  /** The lowest value that leaves it as it is; infinite when any may move it. */
  double quietFrom();

  /** The highest value that leaves it as it is, when {@link #quietFrom} does not rule it out. */
  double quietTo();

  /** The largest difference to the value before that leaves it as it is. */
  default double quietStep() {
    return Double.POSITIVE_INFINITY;
  }

  /** The time from which any reading may move it. */
  default long quietUntil() {
    return Long.MAX_VALUE;
  }
}
