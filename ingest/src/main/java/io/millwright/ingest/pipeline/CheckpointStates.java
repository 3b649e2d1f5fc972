package io.millwright.ingest.pipeline;

import io.millwright.ingest.registry.DefinitionHistory;
import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.ingest.store.Checkpoints;
import io.millwright.rules.state.AssetState;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts saved states in place. Used by one thread. */
final class CheckpointStates {
  private final Map<Integer, Checkpoints.Saved> saved;
  private final PlanHistory history;
  private final DefinitionHistory definitions;
  private final Unfoldable unfoldable;

  /**
   * States that are not in place yet.
   *
   * @param definitions the assets, and what they were when their states were saved
   * @param unfoldable those that could not be read; gets those that do not fit
   */
  CheckpointStates(
      Map<Integer, Checkpoints.Saved> saved,
      PlanHistory history,
      DefinitionHistory definitions,
      Unfoldable unfoldable) {
    this.saved = saved;
    this.history = history;
    this.definitions = definitions;
    this.unfoldable = unfoldable;
  }

  /**
   * Each asset under the plans its state was saved under, or rather those at the checkpoint if they
   * are newer.
   */
  Map<Integer, AssetRuntime> of(ActivePlans atCheckpoint) throws SQLException {
    Map<Integer, AssetRuntime> assets = new HashMap<>();
    for (RegisteredAsset asset : definitions.registered()) {
      if (unfoldable.contains(asset.id())) {
        continue;
      }
      Checkpoints.Saved state = saved.get(asset.id());
      ActivePlans plans = state == null ? atCheckpoint : history.version(state.planVersion());
      try {
        assets.put(asset.id(), runtime(asset.id(), plans, state, atCheckpoint));
      } catch (RuntimeException e) {
        unfoldable.add(asset.id(), e);
      }
    }
    return assets;
  }

  private AssetRuntime runtime(
      int id, ActivePlans plans, Checkpoints.@Nullable Saved state, ActivePlans atCheckpoint) {
    RegisteredAsset asset = definitions.at(id, state == null ? 0 : state.sequence());
    AssetRuntime runtime =
        state == null
            ? new AssetRuntime(asset, plans, AssetState.EMPTY, 0)
            : new AssetRuntime(asset, plans, state.state(), state.sequence());
    if (runtime.planVersion() < atCheckpoint.version()) {
      runtime.rebind(asset, atCheckpoint);
    }
    return runtime;
  }
}
