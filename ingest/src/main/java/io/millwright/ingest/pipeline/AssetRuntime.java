package io.millwright.ingest.pipeline;

import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.ingest.registry.RegisteredMeter;
import io.millwright.ingest.store.Checkpoints;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.fold.AssetFold;
import io.millwright.rules.state.AssetState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An asset in the memory of the shard that owns it. Not thread-safe. */
final class AssetRuntime {
  private RegisteredAsset asset;
  private AssetFold fold;
  private int planVersion;
  private long sequence;

  /** Whether the state in the table, if there is one, is older than this. */
  private boolean aheadOfTable;

  /** Epoch milliseconds. */
  private long noTickBefore = Long.MIN_VALUE;

  /** By meter id, the newest stored reading of those that moved nothing for their quality. */
  private @Nullable Map<Integer, Long> newestDoubtful;

  AssetRuntime(RegisteredAsset asset, ActivePlans plans, AssetState state, long sequence) {
    this.asset = asset;
    this.fold = new AssetFold(asset.asset(), plans.rules()).restore(state);
    this.planVersion = plans.version();
    this.sequence = sequence;
  }

  /** How many changes of what the rules see of the asset are in the fold. */
  int definition() {
    return asset.definition();
  }

  /** Goes on as another asset or with other rules; state is kept where the name or id was kept. */
  void rebind(RegisteredAsset changed, ActivePlans plans) {
    asset = changed;
    fold = new AssetFold(changed.asset(), plans.rules()).restore(fold.snapshot());
    planVersion = plans.version();
    aheadOfTable = true;
  }

  /** Everything that is to survive. */
  Checkpoints.Saved saved() {
    return new Checkpoints.Saved(asset.id(), sequence, planVersion, fold.snapshot());
  }

  /** Why rules that are meant for it cannot be evaluated on it, a sentence each. */
  List<String> unbound() {
    return Stream.concat(
            fold.unbound().stream().map(unbound -> unbound.rule().id() + ": " + unbound.reason()),
            fold.unboundMeters().stream()
                .map(unbound -> "meter " + unbound.meter() + ": " + unbound.reason()))
        .toList();
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

  /**
   * Whether no reading of the meter that is stored can be as new as this. After a restart, doubtful
   * ones from before the checkpoint are not known; then the table finds out.
   *
   * @param time epoch milliseconds
   */
  boolean isNews(RegisteredMeter meter, long time) {
    if (time <= fold.newestReading(meter.index())) {
      return false;
    }
    Long doubtful = newestDoubtful == null ? null : newestDoubtful.get(meter.id());
    return doubtful == null || time > doubtful;
  }

  /** A reading of the meter is stored, or will be with this batch. */
  void stored(RegisteredMeter meter, long time, Verdict verdict) {
    if (verdict == Verdict.NOT_GOOD) {
      if (newestDoubtful == null) {
        newestDoubtful = new HashMap<>();
      }
      newestDoubtful.merge(meter.id(), time, Math::max);
    }
  }

  /** Whether time has an effect on it. */
  boolean isTickDue(long now) {
    return fold.nextTick() <= now && now >= noTickBefore;
  }

  /** Leaves it alone until then. */
  void noTickBefore(long time) {
    noTickBefore = time;
  }

  /** What time has not been let do to the former is not tried any sooner. */
  void restLike(AssetRuntime former) {
    noTickBefore = former.noTickBefore;
  }

  /** The version of the plans that it is folded under. */
  int planVersion() {
    return planVersion;
  }

  /** The last event that is in the state. */
  long sequence() {
    return sequence;
  }

  void folded(long newest) {
    sequence = newest;
    aheadOfTable = true;
  }

  /** During recovery: whether the state must be saved before the checkpoint may move on. */
  boolean isAheadOfTable() {
    return aheadOfTable;
  }

  /** During recovery: the state as it is now goes into the table. */
  void saveIsUnderWay() {
    aheadOfTable = false;
  }
}
