package io.millwright.ingest.pipeline;

import io.millwright.ingest.store.PlanVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The place where all shards meet to change plans. Each comes with everything committed that it has
 * numbered; while all are here nobody folds, so one place in the log divides what was folded before
 * from what will be folded after. The last one to come writes the change to the log, then all go on
 * under the new plans. Until that is written nothing has changed: a shard that ends before it came
 * lets the others go on as they were.
 */
final class PlanSwitch {
  /** Makes the change durable. */
  @FunctionalInterface
  interface Log {
    PlanVersion write() throws Patience.StoppedException;
  }

  /**
   * The change is in the log and all shards go on under it.
   *
   * @param version the new plans
   * @param assets how many assets there are
   * @param unbound rules that cannot be evaluated on an asset they are meant for, and why
   */
  record Done(PlanVersion version, int assets, List<String> unbound) {}

  private enum Phase {
    GATHERING,
    WRITING,
    WRITTEN,
    ABANDONED,
    LOST
  }

  private final int shards;
  private final CompletableFuture<Done> done = new CompletableFuture<>();
  private final List<String> unbound = new ArrayList<>();
  private Phase phase = Phase.GATHERING;
  private int here;
  private int changed;
  private int assets;
  private @Nullable PlanVersion version;

  PlanSwitch(int shards) {
    this.shards = shards;
  }

  /** Completes when every shard goes on under the new plans; fails when none does. */
  CompletableFuture<Done> done() {
    return done;
  }

  /**
   * Waits for the others. On a shard's thread, with nothing uncommitted.
   *
   * @param log how the last one to come writes the change
   * @return the version to go on under, or null to go on as before
   * @throws Patience.StoppedException when the service stops before the change was written
   * @throws IllegalStateException when nobody knows whether the change was written: nothing more
   *     may be folded
   */
  @Nullable PlanVersion meet(Log log) throws Patience.StoppedException, InterruptedException {
    if (isLastToCome()) {
      write(log);
    }
    return outcome();
  }

  private synchronized boolean isLastToCome() {
    here++;
    if (phase != Phase.GATHERING || here < shards) {
      return false;
    }
    phase = Phase.WRITING;
    return true;
  }

  private void write(Log log) throws Patience.StoppedException {
    PlanVersion written = null;
    try {
      written = log.write();
    } finally {
      end(written);
    }
  }

  private synchronized void end(@Nullable PlanVersion written) {
    version = written;
    phase = written == null ? Phase.LOST : Phase.WRITTEN;
    if (written == null) {
      done.completeExceptionally(
          new IllegalStateException("nobody knows whether the plans were changed"));
    }
    notifyAll();
  }

  private synchronized @Nullable PlanVersion outcome() throws InterruptedException {
    while (phase == Phase.GATHERING || phase == Phase.WRITING) {
      wait();
    }
    if (phase == Phase.LOST) {
      throw new IllegalStateException(
          "the plans were to be changed, and nobody knows whether they were");
    }
    return version;
  }

  /** A shard ends without having come. */
  synchronized void abandon(String why) {
    if (phase == Phase.GATHERING) {
      phase = Phase.ABANDONED;
      done.completeExceptionally(new IllegalStateException(why));
      notifyAll();
    }
  }

  /** A shard goes on under the new plans. */
  synchronized void changed(int itsAssets, List<String> itsUnbound) {
    changed++;
    assets += itsAssets;
    unbound.addAll(itsUnbound);
    if (changed == shards && version != null) {
      done.complete(new Done(version, assets, List.copyOf(unbound)));
    }
  }
}
