package io.millwright.rules.backtest;

import io.millwright.rules.plan.Condition;
import io.millwright.rules.plan.PlanSet;
import org.jspecify.annotations.Nullable;

/**
 * What a back-test asks. Times are epoch milliseconds.
 *
 * @param plans the rules to try
 * @param from orders and failures before it are not counted; what happened before it is folded all
 *     the same, as the state at this time rests on it
 * @param to the end, included
 * @param completedAfter the assumption that closes orders: so many milliseconds after each was
 *     raised its work is done; null: never
 * @param lead what a useful lead is
 */
public record Question(
    PlanSet plans, long from, long to, @Nullable Long completedAfter, LeadWindow lead) {

  /** Validates the span and the assumption. */
  public Question {
    if (from > to) {
      throw new IllegalArgumentException("A back-test's 'from' must not be after its 'to'");
    }
    if (completedAfter != null && completedAfter < 0) {
      throw new IllegalArgumentException("An order cannot be completed before it is raised");
    }
  }

  /**
   * Whether a rule's orders are set against failures: a condition's are, a plan's not.
   *
   * @param rule a rule's id
   * @return null when the plans have no such rule
   */
  public @Nullable Boolean foretells(String rule) {
    return plans.rules().stream()
        .filter(other -> other.id().equals(rule))
        .findFirst()
        .map(other -> other instanceof Condition)
        .orElse(null);
  }

  boolean covers(long time) {
    return time >= from && time <= to;
  }
}
