package io.millwright.rules.backtest;

import org.jspecify.annotations.Nullable;

/**
 * An order that was or would have been raised. Times are epoch milliseconds.
 *
 * @param asset the asset's tag
 * @param rule the rule's id
 * @param raisedAt when
 * @param dueAt when the work is due, or null when that is unknown
 * @param use what it was worth; null for a plan's, which foretells nothing
 * @param lead milliseconds to the next failure, or null when there was none
 * @param why the first sentence of its evidence
 */
public record OrderResult(
    String asset,
    String rule,
    long raisedAt,
    @Nullable Long dueAt,
    @Nullable OrderUse use,
    @Nullable Long lead,
    String why) {}
