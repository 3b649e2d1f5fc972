package io.millwright.rules.forecast;

import io.millwright.rules.plan.MaintenancePlan;

/**
 * An order that is to be expected.
 *
 * @param plan what raises it
 * @param due epoch milliseconds
 */
record ExpectedOrder(MaintenancePlan plan, long due) {}
