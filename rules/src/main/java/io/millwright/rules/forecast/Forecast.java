package io.millwright.rules.forecast;

import io.millwright.rules.due.Prospect;
import io.millwright.rules.fold.Unbound;
import io.millwright.rules.model.Asset;
import io.millwright.rules.plan.MaintenancePlan;
import java.util.ArrayList;
import java.util.List;

/**
 * When the plans of an asset are due, as far as is known at some time. Immutable.
 *
 * @param asset the asset
 * @param at the time it is at the asset: epoch milliseconds
 * @param plans in the order of the plan file; those that cannot be evaluated here are last
 */
public record Forecast(Asset asset, long at, List<PlanForecast> plans) {

  /** Copies the list. */
  public Forecast {
    plans = List.copyOf(plans);
  }

  /**
   * Makes it. Any thread.
   *
   * @param present what is known
   */
  public static Forecast of(Present present) {
    List<PlanForecast> plans = new ArrayList<>();
    for (Prospect prospect : present.prospects()) {
      plans.add(Forecaster.of(prospect, present.at(), present.asset().zone()));
    }
    for (Unbound unbound : present.unbound()) {
      boolean inPart = present.prospects().stream().anyMatch(p -> p.plan() == unbound.rule());
      if (!inPart && unbound.rule() instanceof MaintenancePlan plan) {
        plans.add(PlanForecast.unknown(plan, unbound.reason()));
      }
    }
    return new Forecast(present.asset(), present.at(), plans);
  }
}
