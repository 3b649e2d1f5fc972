package io.millwright.ingest.pipeline;

import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.rules.state.AssetState;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The assets of a shard in its memory. Owned by the shard's thread once that runs. */
final class ShardAssets {
  private final Map<Integer, AssetRuntime> assets = new HashMap<>();
  private final ShardCheckpoint checkpoint;
  private ActivePlans plans;

  ShardAssets(ActivePlans plans, ShardCheckpoint checkpoint) {
    this.plans = plans;
    this.checkpoint = checkpoint;
  }

  /** Before the start: takes over a recovered asset. */
  void own(AssetRuntime runtime) {
    assets.put(runtime.id(), runtime);
    if (runtime.isAheadOfTable()) {
      // At once: a service that never lives until its first checkpoint must get on, too.
      checkpoint.changed(runtime.id());
      checkpoint.soon();
    }
  }

  @Nullable AssetRuntime get(int id) {
    return assets.get(id);
  }

  Map<Integer, AssetRuntime> byId() {
    return assets;
  }

  Collection<AssetRuntime> all() {
    return assets.values();
  }

  /**
   * The asset, new when it was not known. An item may overtake the news of the change that it rests
   * on.
   *
   * @param batch gets the place in the log from which it is folded as what it is now
   */
  AssetRuntime runtime(RegisteredAsset asset, ShardBatch batch) {
    AssetRuntime runtime = assets.get(asset.id());
    if (runtime == null) {
      runtime = new AssetRuntime(asset, plans, AssetState.EMPTY, 0);
      assets.put(asset.id(), runtime);
      if (asset.definition() > 0) {
        redefined(runtime, 0, batch);
      }
    } else if (asset.definition() > runtime.definition()) {
      int before = runtime.definition();
      runtime.rebind(asset, plans);
      redefined(runtime, before, batch);
    }
    return runtime;
  }

  private void redefined(AssetRuntime runtime, int before, ShardBatch batch) {
    batch.redefined(runtime, before);
    checkpoint.changed(runtime.id());
  }

  /** The asset was registered or changed. */
  void changed(RegisteredAsset asset, ShardBatch batch) {
    AssetRuntime runtime = runtime(asset, batch);
    if (asset.definition() == runtime.definition() && !asset.equals(runtime.asset())) {
      // What the rules do not see, such as its name.
      runtime.rebind(asset, plans);
      checkpoint.changed(runtime.id());
    }
  }

  /** All have been bound to other plans. */
  void plansChanged(ActivePlans next) {
    plans = next;
    assets.keySet().forEach(checkpoint::changed);
  }

  /** Those of the ids that are known. */
  List<RegisteredAsset> registered(Set<Integer> ids) {
    return ids.stream().map(assets::get).filter(Objects::nonNull).map(AssetRuntime::asset).toList();
  }

  /** Puts these in the place of what was there. */
  void replace(Map<Integer, AssetRuntime> stored) {
    stored.forEach(
        (id, runtime) -> {
          AssetRuntime former = assets.put(id, runtime);
          if (former != null) {
            runtime.restLike(former);
          }
        });
  }
}
