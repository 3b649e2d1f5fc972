package io.millwright.sim.standin;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often a stand-in does what real systems do on bad days. Shares are of all POSTs, 0 to 1, and
 * together at most 1.
 *
 * @param late share answered late
 * @param lateness how late, real time
 * @param error500 share answered 500
 * @param unavailable503 share answered 503 with Retry-After
 * @param tooMany429 share answered 429 with Retry-After
 * @param silentAfterCreate share created and never answered
 * @param dropAfterCreate share created, then the connection breaks
 * @param dropBeforeCreate share not created, the connection breaks
 * @param retryAfterSeconds what Retry-After says
 */
public record Misbehaviour(
    double late,
    Duration lateness,
    double error500,
    double unavailable503,
    double tooMany429,
    double silentAfterCreate,
    double dropAfterCreate,
    double dropBeforeCreate,
    int retryAfterSeconds) {

  /** Always prompt. */
  public static final Misbehaviour NONE = new Misbehaviour(0, Duration.ZERO, 0, 0, 0, 0, 0, 0, 1);

  /** Validates the shares. */
  public Misbehaviour {
    double[] shares = {
      late,
      error500,
      unavailable503,
      tooMany429,
      silentAfterCreate,
      dropAfterCreate,
      dropBeforeCreate
    };
    double sum = 0;
    for (double share : shares) {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("A share must be 0 to 1, not " + share);
      }
      sum += share;
    }
    if (sum > 1 + 1e-9) {
      throw new IllegalArgumentException("The shares must be at most 1 together, not " + sum);
    }
  }

  /**
   * Every kind of trouble, in equal parts.
   *
   * @param share of all POSTs that meet trouble, 0 to 1
   * @return the misbehaviour, late by 300 ms and with Retry-After of a second
   */
  public static Misbehaviour mixed(double share) {
    double each = share / 7;
    return new Misbehaviour(each, Duration.ofMillis(300), each, each, each, each, each, each, 1);
  }

  Mood draw(RandomGenerator random) {
    double left = random.nextDouble();
    if ((left -= late) < 0) {
      return Mood.LATE;
    }
    if ((left -= error500) < 0) {
      return Mood.ERROR_500;
    }
    if ((left -= unavailable503) < 0) {
      return Mood.UNAVAILABLE_503;
    }
    if ((left -= tooMany429) < 0) {
      return Mood.TOO_MANY_429;
    }
    if ((left -= silentAfterCreate) < 0) {
      return Mood.SILENT_AFTER_CREATE;
    }
    if ((left -= dropAfterCreate) < 0) {
      return Mood.DROP_AFTER_CREATE;
    }
    return left - dropBeforeCreate < 0 ? Mood.DROP_BEFORE_CREATE : Mood.PROMPT;
  }
}
