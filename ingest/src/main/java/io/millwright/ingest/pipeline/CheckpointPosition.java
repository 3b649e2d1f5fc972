package io.millwright.ingest.pipeline;

import java.util.concurrent.atomic.AtomicLongArray;

/** Up to where in the log every shard has written its states: recovery starts at the smallest. */
final class CheckpointPosition {
  private final AtomicLongArray positions;

  CheckpointPosition(int shards, long start) {
    positions = new AtomicLongArray(shards);
    for (int i = 0; i < shards; i++) {
      positions.set(i, start);
    }
  }

  void reached(int shard, long sequence) {
    positions.set(shard, sequence);
  }

  /** The smallest, were this shard to reach the given place. */
  long smallestWith(int shard, long sequence) {
    long smallest = sequence;
    for (int i = 0; i < positions.length(); i++) {
      if (i != shard) {
        smallest = Math.min(smallest, positions.get(i));
      }
    }
    return smallest;
  }
}
