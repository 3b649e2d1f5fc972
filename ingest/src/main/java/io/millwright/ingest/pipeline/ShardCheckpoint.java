package io.millwright.ingest.pipeline;

import io.millwright.ingest.store.Checkpoints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the states of a shard's assets that have changed, every few seconds. The shard's own. */
final class ShardCheckpoint {
  private final int shard;
  private final Duration every;
  private final Sequence sequence;
  private final CheckpointPosition position;
  private final Committer committer;
  private final Patience patience;
  private final Set<Integer> changed = new HashSet<>();
  private long nextNanos;

  /** The place in the log that this shard has last written as the common one. */
  private long written;

  ShardCheckpoint(
      int shard,
      Duration every,
      Sequence sequence,
      CheckpointPosition position,
      Committer committer,
      Patience patience) {
    this.shard = shard;
    this.every = every;
    this.sequence = sequence;
    this.position = position;
    this.committer = committer;
    this.patience = patience;
    this.nextNanos = System.nanoTime() + every.toNanos();
  }

  void changed(int asset) {
    changed.add(asset);
  }

  /** The next one is due at once. */
  void soon() {
    nextNanos = System.nanoTime();
  }

  /** With nothing uncommitted. */
  void writeWhenDue(Map<Integer, AssetRuntime> assets) throws Patience.StoppedException {
    if (System.nanoTime() - nextNanos >= 0) {
      write(assets);
    }
  }

  /** With nothing uncommitted. */
  void write(Map<Integer, AssetRuntime> assets) throws Patience.StoppedException {
    nextNanos = System.nanoTime() + every.toNanos();
    // Whatever this shard has numbered so far is committed, and is in the states below.
    long reached = sequence.last();
    if (!changed.isEmpty()) {
      List<Checkpoints.Saved> states = new ArrayList<>(changed.size());
      for (int id : changed) {
        AssetRuntime runtime = assets.get(id);
        if (runtime != null) {
          states.add(runtime.saved());
        }
      }
      patience.until(
          () -> {
            committer.states(states);
            return states.size();
          });
      changed.clear();
    }
    position.reached(shard, reached);
    // A transaction of its own: of two shards that write their states at the same moment, the one
    // that is done last sees both.
    long everything = position.smallest();
    if (everything > written) {
      patience.until(
          () -> {
            committer.checkpoint(everything);
            return everything;
          });
      written = everything;
    }
  }
}
