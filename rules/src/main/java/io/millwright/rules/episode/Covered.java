package io.millwright.rules.episode;

import io.millwright.rules.plan.MaintenancePlan;

/**
 * Another plan whose work an order contains, so that it raises none of its own.
 *
 * @param plan that plan
 * @param joined true when its work is done in the same visit as tasks of their own; false when it
 *     is a smaller service that the order's own work contains
 */
public record Covered(MaintenancePlan plan, boolean joined) {}
