package io.millwright.rules.plan;

import java.time.Duration;

/**
 * What becomes of a plan's order that is not done in time.
 *
 * @param priority the order's priority from then on, 1 (most urgent) to 5
 * @param after how long after it became late (due and tolerance), 0 for at once
 */
public record Overdue(int priority, Duration after) {

  /** Validates the priority and the span. */
  public Overdue {
    if (priority < 1 || priority > 5) {
      throw new IllegalArgumentException("'priority' must be 1 to 5, not " + priority);
    }
    if (after.isNegative()) {
      throw new IllegalArgumentException("'after' must be 0 or more, not " + after);
    }
  }
}
