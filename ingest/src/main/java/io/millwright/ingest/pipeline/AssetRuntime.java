package io.millwright.ingest.pipeline;

import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.rules.fold.AssetFold;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.state.AssetState;

/** An asset in the memory of the shard that owns it. Not thread-safe. */
final class AssetRuntime {
  private RegisteredAsset asset;
  private AssetFold fold;
  private long sequence;

  AssetRuntime(RegisteredAsset asset, PlanSet plans, AssetState state, long sequence) {
    this.asset = asset;
    this.fold = new AssetFold(asset.asset(), plans).restore(state);
    this.sequence = sequence;
  }

  /** Whether the other is the asset at a later time: meters are only ever added. */
  boolean hasFewerMetersThan(RegisteredAsset other) {
    return asset.meters().size() < other.meters().size();
  }

  /** Whether the other is the asset at an earlier time. */
  boolean hasMoreMetersThan(RegisteredAsset other) {
    return asset.meters().size() > other.meters().size();
  }

  /** Goes on with other meters or other rules; state is kept where the name or id was kept. */
  void rebind(RegisteredAsset changed, PlanSet plans) {
    asset = changed;
    fold = new AssetFold(changed.asset(), plans).restore(fold.snapshot());
  }

  int id() {
    return asset.id();
  }

  RegisteredAsset asset() {
    return asset;
  }

  AssetFold fold() {
    return fold;
  }

  /** The last event that is in the state. */
  long sequence() {
    return sequence;
  }

  void folded(long newest) {
    sequence = newest;
  }
}
