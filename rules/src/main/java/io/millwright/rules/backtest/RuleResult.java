package io.millwright.rules.backtest;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one rule did.
 *
 * @param id its id
 * @param foretells whether its orders are set against failures: a condition's are, a plan's not
 * @param assets on how many it was evaluated
 * @param orders how many it raised
 * @param escalations how often an open one of them became more urgent
 * @param uses of a condition, its orders by what they were worth
 * @param warned failures that one of its orders came before within the window
 * @param medianLead of the first order within the window of each such failure, in milliseconds;
 *     null when there is none
 * @param suppressed what it did not raise, by reason
 * @param unbound on how many assets it cannot be evaluated, or only in part
 * @param misfit why not on one of them, or null
 */
public record RuleResult(
    String id,
    boolean foretells,
    long assets,
    long orders,
    long escalations,
    Map<OrderUse, Long> uses,
    long warned,
    @Nullable Long medianLead,
    Map<String, Long> suppressed,
    long unbound,
    @Nullable String misfit) {

  /** How many of its orders were worth this. */
  public long orders(OrderUse use) {
    return uses.getOrDefault(use, 0L);
  }
}
