package io.millwright.rules.backtest;

import org.jspecify.annotations.Nullable;

/**
 * What became of a failure.
 *
 * @param failure which
 * @param outcome whether it was seen coming
 * @param lead how long before it the order came that decided the outcome (the first in the window,
 *     else the nearest to it), in milliseconds; null when there was none
 * @param rule that order's rule, or null
 */
public record FailureResult(
    Failure failure, FailureOutcome outcome, @Nullable Long lead, @Nullable String rule) {}
