package io.millwright.rules.fold;

import io.millwright.rules.state.AssetState;
import io.millwright.rules.state.AssetState.ConditionState;
import io.millwright.rules.state.AssetState.OpenPlan;
import io.millwright.rules.state.AssetState.PlanState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A rule that was a plan and is a condition now, or the other way round, begins anew, but for its
 * episodes: they are counted on, as the ids of orders come of their number, and one that is open is
 * still closed by the executing system.
 */
final class KeptId {
  private KeptId() {}

  /**
   * The state as the present rules can take it.
   *
   * @param plans the ids that are plans' now
   * @param conditions the ids that are conditions' now
   */
  static AssetState of(AssetState state, Set<String> plans, Set<String> conditions) {
    Map<String, PlanState> asPlans = new HashMap<>(state.plans());
    Map<String, ConditionState> asConditions = new HashMap<>(state.conditions());
    for (String id : conditions) {
      PlanState was = asPlans.remove(id);
      if (was != null) {
        asConditions.put(id, condition(was));
      }
    }
    for (String id : plans) {
      ConditionState was = asConditions.remove(id);
      if (was != null) {
        asPlans.put(id, plan(was));
      }
    }
    return new AssetState(state.meters(), asPlans, asConditions, state.faults());
  }

  private static ConditionState condition(PlanState was) {
    OpenPlan open = was.open();
    boolean ordered = open != null && open.coveredBy() == null;
    return new ConditionState(
        was.cycle(), ordered, null, was.heldBack(), null, Map.of(), null, null);
  }

  private static PlanState plan(ConditionState was) {
    boolean ordered = was.open() && was.shadow() == null;
    OpenPlan open = ordered ? new OpenPlan(List.of(), null, null) : null;
    return new PlanState(List.of(), was.cycle(), open, was.heldBack(), null, null);
  }
}
