package io.millwright.rules.backtest;

/**
 * The work of one week. Weeks count from the back-test's begin.
 *
 * @param begin epoch milliseconds
 * @param orders orders raised
 * @param plannedMillis their planned durations; of orders that plan none, nothing
 */
public record Week(long begin, long orders, long plannedMillis) {}
