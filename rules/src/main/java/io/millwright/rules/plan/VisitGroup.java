package io.millwright.rules.plan;

import java.time.Duration;

/**
 * Plans whose work on an asset is done in one visit when it is due at about the same time.
 *
 * @param name what they share
 * @param within how far ahead of its own due date a plan joins an order of the group, above 0
 */
public record VisitGroup(String name, Duration within) {

  /** Validates the span. */
  public VisitGroup {
    if (within.isNegative() || within.isZero()) {
      throw new IllegalArgumentException("'within' must be above 0, such as 14 days");
    }
  }
}
