package io.millwright.ingest.pipeline;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Up to where in the log every shard has written its states: recovery starts at the smallest.
 * Shared by the shards.
 */
final class CheckpointPosition {
  private final AtomicLongArray positions;
  private volatile long held = Long.MAX_VALUE;

  /** Before the first states of each shard are written, nothing is known to be. */
  CheckpointPosition(int shards) {
    positions = new AtomicLongArray(shards);
  }

  /** What comes after is in no state as long as this process runs. */
  void hold(long sequence) {
    held = sequence;
  }

  /** The shard's states are in the table up to there. */
  void reached(int shard, long sequence) {
    positions.set(shard, sequence);
  }

  /** Everything up to there is in the table, whichever shard it belongs to; 0 when nothing is. */
  long smallest() {
    long smallest = held;
    for (int i = 0; i < positions.length(); i++) {
      smallest = Math.min(smallest, positions.get(i));
    }
    return smallest;
  }
}
