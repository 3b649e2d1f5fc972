package io.millwright.ingest.pipeline;

import io.millwright.rules.plan.PlanSet;

/**
 * The rules that an asset is folded under.
 *
 * @param version the number of the plan file; 0 when there never was one
 * @param rules what it says
 */
record ActivePlans(int version, PlanSet rules) {
  static final ActivePlans NONE = new ActivePlans(0, PlanSet.EMPTY);
}
