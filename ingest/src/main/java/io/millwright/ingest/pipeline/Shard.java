package io.millwright.ingest.pipeline;

import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.ingest.store.Committed;
import io.millwright.ingest.store.OrderDirectory;
import io.millwright.rules.episode.EpisodeKey;
import io.millwright.rules.state.AssetState;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns some of the assets: one thread that takes what waits, folds it, commits it and only then
 * tells anybody. While it commits, the next batch gathers, so batches follow the load. The queue is
 * bounded by the {@link Backlog}'s valve, not by itself: {@code enqueue} must not block an event
 * loop.
 */
final class Shard {
  private static final Logger LOG = LoggerFactory.getLogger(Shard.class);

  private final int number;
  private final PipelineOptions options;
  private final Sequence sequence;
  private final Backlog backlog;
  private final Committer committer;
  private final Consumer<List<RaisedOrder>> raised;
  private final PipelineMetrics metrics;
  private final InstantSource clock;
  private final Patience patience;
  private final ShardCheckpoint checkpoint;
  private final Thread thread;

  private final LinkedBlockingQueue<ShardItem> queue = new LinkedBlockingQueue<>();
  private final Map<Integer, AssetRuntime> assets = new HashMap<>();
  private ActivePlans plans;
  private volatile boolean stopping;
  private volatile @Nullable String endedBy;
  private volatile boolean ended;
  private long nextTickNanos = System.nanoTime();

  Shard(
      int number,
      PipelineOptions options,
      Sequence sequence,
      CheckpointPosition position,
      Backlog backlog,
      Committer committer,
      Consumer<List<RaisedOrder>> raised,
      PipelineMetrics metrics,
      InstantSource clock,
      ActivePlans plans) {
    this.number = number;
    this.options = options;
    this.sequence = sequence;
    this.backlog = backlog;
    this.committer = committer;
    this.raised = raised;
    this.metrics = metrics;
    this.clock = clock;
    this.plans = plans;
    this.patience = new Patience(metrics);
    this.checkpoint =
        new ShardCheckpoint(
            number, options.checkpointEvery(), sequence, position, committer, patience);
    this.thread = new Thread(this::run, "shard-" + number);
  }

  /** Before the start: takes over a recovered asset. */
  void own(AssetRuntime runtime) {
    assets.put(runtime.id(), runtime);
    if (runtime.isAheadOfTable()) {
      // At once, so that a service that never lives until its first checkpoint gets on all the
      // same.
      checkpoint.changed(runtime.id());
      checkpoint.soon();
    }
  }

  void start() {
    thread.start();
  }

  /** Any thread. */
  void enqueue(ShardItem item) {
    queue.add(item);
    if (ended) {
      giveUpQueue();
    }
  }

  Optional<String> problem() {
    return thread.isAlive() || stopping
        ? patience.problem()
        : Optional.of("shard " + number + " has ended, restart the service: " + endedBy);
  }

  void stop() {
    stopping = true;
  }

  /** Waits for the end: in good order until the deadline, then without the database. */
  void join(long deadlineNanos) {
    try {
      long left = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
      thread.join(Math.max(1, left));
      patience.stop();
      thread.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    List<ShardItem> items = new ArrayList<>();
    try {
      while (!stopping || !queue.isEmpty()) {
        take(items);
        ShardBatch batch = new ShardBatch(sequence);
        int weight = 0;
        int folded = 0;
        for (ShardItem item : items) {
          if (item instanceof ShardItem.PlansChanged change) {
            commit(batch, folded);
            batch = new ShardBatch(sequence);
            folded = 0;
            plansChanged(change);
          } else {
            fold(item, batch);
            folded++;
          }
          weight += item.weight();
        }
        tick(batch);
        commit(batch, folded);
        backlog.remove(weight);
        items.clear();
        checkpoint.writeWhenDue(assets);
      }
      checkpoint.write(assets);
    } catch (Patience.StoppedException e) {
      LOG.warn(
          "Shard {} stopped during a database outage; unacknowledged messages come again", number);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // The state in memory may be ahead of the database: nothing more may be acknowledged.
      endedBy = e.getMessage();
      LOG.error("Shard {} ends; restart the service", number, e);
    } finally {
      ended = true;
      items.forEach(this::giveUp);
      giveUpQueue();
    }
  }

  /** Messages come again, for they are not acknowledged; who waits for an answer is told. */
  private void giveUp(ShardItem item) {
    item.giveUp(new IllegalStateException("shard " + number + " has ended"));
  }

  private void giveUpQueue() {
    for (ShardItem item = queue.poll(); item != null; item = queue.poll()) {
      giveUp(item);
    }
  }

  private void take(List<ShardItem> items) throws InterruptedException {
    long untilTick = nextTickNanos - System.nanoTime();
    ShardItem first = queue.poll(Math.max(0, untilTick), TimeUnit.NANOSECONDS);
    if (first != null) {
      items.add(first);
      queue.drainTo(items, options.batchLimit() - 1);
    }
  }

  private void fold(ShardItem item, ShardBatch batch) throws Patience.StoppedException {
    if (item instanceof ShardItem.Reading reading) {
      batch.reading(reading, runtime(reading.asset()));
      checkpoint.changed(reading.asset().id());
    } else if (item instanceof ShardItem.Happened happened) {
      batch.happened(happened, runtime(happened.asset()));
      checkpoint.changed(happened.asset().id());
    } else if (item instanceof ShardItem.Refused refused) {
      batch.refused(refused);
    } else if (item instanceof ShardItem.Feedback feedback) {
      feedback(feedback, batch);
    } else if (item instanceof ShardItem.AssetChanged change) {
      changed(change.asset());
    } else if (item instanceof ShardItem.Question<?> question) {
      batch.asked(question, runtime(question.asset()));
    } else if (item instanceof ShardItem.Skip skip) {
      batch.skip(skip, assets.get(skip.asset()));
      checkpoint.changed(skip.asset());
    } else if (item instanceof ShardItem.Shelving shelving) {
      batch.shelving(shelving, assets.get(shelving.asset()));
      checkpoint.changed(shelving.asset());
    }
  }

  /** The asset in memory. */
  private AssetRuntime runtime(RegisteredAsset asset) {
    AssetRuntime runtime = assets.get(asset.id());
    if (runtime == null) {
      runtime = new AssetRuntime(asset, plans, AssetState.EMPTY, 0);
      assets.put(asset.id(), runtime);
    } else if (runtime.hasFewerMetersThan(asset)) {
      // The item overtook the news of its meter's registration.
      rebind(runtime, asset);
    }
    return runtime;
  }

  private void changed(RegisteredAsset asset) {
    AssetRuntime runtime = runtime(asset);
    if (!asset.equals(runtime.asset()) && !runtime.hasMoreMetersThan(asset)) {
      rebind(runtime, asset);
    }
  }

  private void rebind(AssetRuntime runtime, RegisteredAsset asset) {
    runtime.rebind(asset, plans);
    // What was folded as it was before must not be folded again as what it is now.
    checkpoint.changed(runtime.id());
    checkpoint.soon();
  }

  /** With nothing uncommitted: every number that was given here is one of the former plans. */
  private void plansChanged(ShardItem.PlansChanged change)
      throws Patience.StoppedException, InterruptedException {
    ActivePlans next =
        change.meet(
            assets.values(),
            () -> {
              long place = sequence.next();
              return patience.until(() -> committer.plans(change.source(), place));
            });
    if (next != null) {
      plans = next;
      assets.keySet().forEach(checkpoint::changed);
    }
  }

  private void feedback(ShardItem.Feedback item, ShardBatch batch)
      throws Patience.StoppedException {
    AssetRuntime runtime = assets.get(item.asset());
    Optional<OrderDirectory.Entry> entry =
        patience.until(() -> committer.order(item.feedback().order()));
    if (runtime == null || entry.isEmpty()) {
      item.answer().complete(new FeedbackResult.UnknownOrder());
      return;
    }
    OrderDirectory.Entry order = entry.get();
    batch.feedback(
        item,
        runtime,
        new FeedbackSteps.Order(
            new EpisodeKey(order.tag(), order.rule(), order.cycle()),
            order.status(),
            order.deferredAt()));
    checkpoint.changed(item.asset());
  }

  private void tick(ShardBatch batch) {
    long nanos = System.nanoTime();
    if (nanos - nextTickNanos < 0) {
      return;
    }
    nextTickNanos = nanos + options.tickEvery().toNanos();
    long now = clock.millis();
    for (AssetRuntime runtime : assets.values()) {
      if (runtime.fold().nextTick() <= now) {
        batch.tick(runtime, now);
        checkpoint.changed(runtime.id());
      }
    }
  }

  private void commit(ShardBatch batch, int items) throws Patience.StoppedException {
    if (!batch.rows().isEmpty()) {
      long start = System.nanoTime();
      Committed committed = patience.until(() -> committer.commit(batch.rows()));
      metrics.committed(committed, batch.alreadyKnown(), items, System.nanoTime() - start);
      metrics.shadowed(batch.rows().shadowOrders());
      List<RaisedOrder> dispatched = batch.toDispatch(committed);
      if (!dispatched.isEmpty()) {
        raised.accept(dispatched);
      }
    } else if (batch.alreadyKnown() > 0) {
      metrics.known(batch.alreadyKnown());
    }
    batch.settle();
  }
}
