package io.millwright.rules.forecast;

import io.millwright.rules.due.Prospect;
import io.millwright.rules.fold.AssetFold;
import io.millwright.rules.fold.Unbound;
import io.millwright.rules.model.Asset;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.state.AssetState;
import java.util.List;

/**
 * What an asset's fold knows at some time: all that forecasts are made from, so that the thread
 * that owns the fold is held up for as short as can be. Immutable.
 *
 * @param asset the asset
 * @param planSet the active rules
 * @param state the state of the fold
 * @param prospects what its plans are due for
 * @param unbound the rules that do not fit
 * @param at the time it is at the asset: epoch milliseconds
 */
public record Present(
    Asset asset,
    PlanSet planSet,
    AssetState state,
    List<Prospect> prospects,
    List<Unbound> unbound,
    long at) {

  /** Copies the lists. */
  public Present {
    prospects = List.copyOf(prospects);
    unbound = List.copyOf(unbound);
  }

  /**
   * Reads it off a fold.
   *
   * @param fold the asset's; owned by the calling thread
   * @param at the time it is at the asset: epoch milliseconds
   */
  public static Present of(AssetFold fold, long at) {
    return new Present(
        fold.asset(), fold.planSet(), fold.snapshot(), fold.prospects(), fold.unbound(), at);
  }
}
