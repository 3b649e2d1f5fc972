package io.millwright.ingest.pipeline;

import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.ingest.store.Checkpoints;
import io.millwright.rules.state.AssetState;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts saved states in place. Used by one thread. */
final class CheckpointStates {
  private final Map<Integer, Checkpoints.Saved> saved;
  private final PlanHistory history;

  CheckpointStates(Map<Integer, Checkpoints.Saved> saved, PlanHistory history) {
    this.saved = saved;
    this.history = history;
  }

  /**
   * Each asset under the plans its state was saved under, or rather those at the checkpoint if they
   * are newer.
   */
  Map<Integer, AssetRuntime> of(List<RegisteredAsset> registered, ActivePlans atCheckpoint)
      throws SQLException {
    Map<Integer, AssetRuntime> assets = new HashMap<>();
    for (RegisteredAsset asset : registered) {
      Checkpoints.Saved state = saved.get(asset.id());
      AssetRuntime runtime =
          state == null
              ? new AssetRuntime(asset, atCheckpoint, AssetState.EMPTY, 0)
              : new AssetRuntime(
                  asset, history.version(state.planVersion()), state.state(), state.sequence());
      if (runtime.planVersion() < atCheckpoint.version()) {
        runtime.rebind(asset, atCheckpoint);
      }
      assets.put(asset.id(), runtime);
    }
    return assets;
  }
}
