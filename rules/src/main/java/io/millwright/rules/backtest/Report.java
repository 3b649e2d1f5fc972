package io.millwright.rules.backtest;

import io.millwright.rules.event.Verdict;
import java.util.List;
import java.util.Map;

/**
 * The answer to a {@link Question}.
 *
 * @param assets how many there were
 * @param readings how many were folded
 * @param events other facts that were folded: faults, replacements and the like
 * @param decisions events that were left out because they answer to orders that were raised live
 * @param refused readings and facts that these rules would not have believed
 * @param rules by id
 * @param failures by time; those between from and to
 * @param weeks with the first and the last, those without orders too
 * @param orders by time; the first {@link Tally#ORDERS_KEPT}
 * @param ordersLeftOut how many more there were
 */
public record Report(
    long assets,
    long readings,
    long events,
    long decisions,
    Map<Verdict, Long> refused,
    List<RuleResult> rules,
    List<FailureResult> failures,
    List<Week> weeks,
    List<OrderResult> orders,
    long ordersLeftOut) {

  /** How many orders there were. */
  public long orderCount() {
    return rules.stream().mapToLong(RuleResult::orders).sum();
  }

  /** How many orders of conditions were worth this. */
  public long orders(OrderUse use) {
    return rules.stream().mapToLong(rule -> rule.orders(use)).sum();
  }

  /** How many failures had this outcome. */
  public long failures(FailureOutcome outcome) {
    return failures.stream().filter(failure -> failure.outcome() == outcome).count();
  }
}
