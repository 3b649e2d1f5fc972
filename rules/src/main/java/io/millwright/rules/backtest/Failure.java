package io.millwright.rules.backtest;

import org.jspecify.annotations.Nullable;

/**
 * A failure that happened, as somebody recorded it.
 *
 * @param asset the asset's tag
 * @param time epoch milliseconds
 * @param mode the failure mode (ISO 14224), or null when nobody said
 */
public record Failure(String asset, long time, @Nullable String mode) {}
