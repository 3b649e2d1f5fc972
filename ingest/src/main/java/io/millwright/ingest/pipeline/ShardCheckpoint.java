package io.millwright.ingest.pipeline;

import io.millwright.ingest.store.Checkpoints;
import io.millwright.ingest.store.TenureOverException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Writes the states of a shard's assets that have changed, every few seconds: a round. The shard
 * only takes the states, a slice at a time between two batches; another thread writes them, so that
 * readings do not wait for a checkpoint. The shard's own.
 */
final class ShardCheckpoint {
  /** Few enough that taking their states is no pause and no burden on memory. */
  private static final int SLICE = 256;

  private final int shard;
  private final Duration every;
  private final Sequence sequence;
  private final CheckpointPosition position;
  private final Committer committer;
  private final Patience patience;
  private final Executor writer;
  private final Runnable written;

  private Set<Integer> changed = new HashSet<>();
  private long nextNanos;

  private boolean isUnderWay;
  private final Queue<Integer> left = new ArrayDeque<>();
  private long reached;
  private @Nullable CompletableFuture<Void> writing;

  /** The place in the log that this shard has last written as the common one. */
  private long everythingUpTo;

  /**
   * Creates it.
   *
   * @param patience the writing thread's own
   * @param writer runs the writing, one task at a time
   * @param written told on the writer's thread when {@link #advance} can go on
   */
  ShardCheckpoint(
      int shard,
      Duration every,
      Sequence sequence,
      CheckpointPosition position,
      Committer committer,
      Patience patience,
      Executor writer,
      Runnable written) {
    this.shard = shard;
    this.every = every;
    this.sequence = sequence;
    this.position = position;
    this.committer = committer;
    this.patience = patience;
    this.writer = writer;
    this.written = written;
    this.nextNanos = System.nanoTime() + every.toNanos();
  }

  void changed(int asset) {
    changed.add(asset);
  }

  /** The next one is due at once. */
  void soon() {
    nextNanos = System.nanoTime();
  }

  /**
   * Begins a round when one is due, or goes on with the one that is under way. With nothing
   * uncommitted.
   */
  void advance(Map<Integer, AssetRuntime> assets)
      throws Patience.StoppedException, InterruptedException {
    if (writing != null && !writing.isDone()) {
      return;
    }
    if (!isUnderWay && System.nanoTime() - nextNanos >= 0) {
      begin();
    }
    step(assets);
  }

  /** Writes whatever is not written. With nothing uncommitted; waits. */
  void finish(Map<Integer, AssetRuntime> assets)
      throws Patience.StoppedException, InterruptedException {
    drain(assets);
    begin();
    drain(assets);
  }

  private void drain(Map<Integer, AssetRuntime> assets)
      throws Patience.StoppedException, InterruptedException {
    while (isUnderWay || writing != null) {
      step(assets);
    }
  }

  private void begin() {
    nextNanos = System.nanoTime() + every.toNanos();
    isUnderWay = true;
    // Whatever this shard has numbered so far is committed, and is in states that are taken later.
    reached = sequence.last();
    left.addAll(changed);
    changed = new HashSet<>();
  }

  private void step(Map<Integer, AssetRuntime> assets)
      throws Patience.StoppedException, InterruptedException {
    settle();
    if (!left.isEmpty()) {
      List<Checkpoints.Saved> states = slice(assets);
      write(
          () -> {
            committer.states(states);
            return states.size();
          });
    } else if (isUnderWay) {
      isUnderWay = false;
      position.reached(shard, reached);
      // A transaction of its own: of two shards that write their states at the same moment, the one
      // that is done last sees both.
      long everything = position.smallest();
      if (everything > everythingUpTo) {
        everythingUpTo = everything;
        write(
            () -> {
              committer.checkpoint(everything);
              return everything;
            });
      }
    }
  }

  private List<Checkpoints.Saved> slice(Map<Integer, AssetRuntime> assets) {
    List<Checkpoints.Saved> states = new ArrayList<>(Math.min(left.size(), SLICE));
    while (!left.isEmpty() && states.size() < SLICE) {
      AssetRuntime runtime = assets.get(left.remove());
      if (runtime != null) {
        states.add(runtime.saved());
      }
    }
    return states;
  }

  private void write(Patience.Work<?> work) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    writing = done;
    writer.execute(
        () -> {
          try {
            patience.until(work);
            done.complete(null);
          } catch (Patience.StoppedException | RuntimeException | Error e) {
            done.completeExceptionally(e);
          }
          written.run();
        });
  }

  /** Waits for the writing that is under way; its failure is the shard's. */
  private void settle() throws Patience.StoppedException, InterruptedException {
    if (writing == null) {
      return;
    }
    try {
      writing.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Patience.StoppedException stopped) {
        throw stopped;
      }
      if (e.getCause() instanceof TenureOverException over) {
        throw over;
      }
      throw new IllegalStateException(
          e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
    }
    writing = null;
  }
}
