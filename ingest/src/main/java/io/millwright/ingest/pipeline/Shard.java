package io.millwright.ingest.pipeline;

import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.ingest.store.Batch;
import io.millwright.ingest.store.Committed;
import io.millwright.ingest.store.OrderDirectory;
import io.millwright.ingest.store.TenureOverException;
import io.millwright.rules.episode.EpisodeKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
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
final class Shard implements Refusals.Work {
  private static final Logger LOG = LoggerFactory.getLogger(Shard.class);
  private static final long REST_MILLIS = 60_000;

  private final int number;
  private final PipelineOptions options;
  private final Sequence sequence;
  private final Backlog backlog;
  private final Committer committer;
  private final Consumer<List<RaisedOrder>> raised;
  private final PipelineMetrics metrics;
  private final InstantSource clock;
  private final Patience patience;
  private final Patience checkpointPatience;
  private final ShardCheckpoint checkpoint;
  private final ShardAssets assets;
  private final AssetsSetAside setAside = new AssetsSetAside();
  private final Refusals refusals;
  private final Consumer<String> failed;
  private final Thread thread;

  private final LinkedBlockingQueue<ShardItem> queue = new LinkedBlockingQueue<>();
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
      ActivePlans plans,
      Executor checkpoints,
      Consumer<String> failed) {
    this.number = number;
    this.options = options;
    this.sequence = sequence;
    this.backlog = backlog;
    this.committer = committer;
    this.raised = raised;
    this.metrics = metrics;
    this.clock = clock;
    this.patience = new Patience(metrics);
    this.checkpointPatience = new Patience(metrics);
    this.refusals = new Refusals(this, metrics);
    this.checkpoint =
        new ShardCheckpoint(
            number,
            options.checkpointEvery(),
            sequence,
            position,
            committer,
            checkpointPatience,
            checkpoints,
            () -> enqueue(new ShardItem.CheckpointWritten()));
    this.assets = new ShardAssets(plans, checkpoint);
    this.failed = failed;
    this.thread = new Thread(this::run, "shard-" + number);
  }

  /** Before the start: takes over a recovered asset. */
  void own(AssetRuntime runtime) {
    assets.own(runtime);
  }

  /** Before the start: what recovery could not fold. */
  void setAside(int asset, String why) {
    setAside.add(asset, why);
  }

  /** How many assets are not folded. Any thread. */
  int setAside() {
    return setAside.size();
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
        ? patience.problem().or(checkpointPatience::problem)
        : Optional.of("shard " + number + " has ended: " + endedBy);
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
      checkpointPatience.stop();
      thread.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    List<ShardItem> items = new ArrayList<>();
    String failure = null;
    try {
      while (!stopping || !queue.isEmpty()) {
        take(items);
        int weight = 0;
        int begin = 0;
        for (int i = 0; i < items.size(); i++) {
          weight += items.get(i).weight();
          if (items.get(i) instanceof ShardItem.PlansChanged change) {
            refusals.commit(items.subList(begin, i));
            begin = i + 1;
            plansChanged(change);
          }
        }
        tick(items);
        refusals.commit(items.subList(begin, items.size()));
        backlog.remove(weight);
        items.clear();
        checkpoint.advance(assets.byId());
      }
      checkpoint.finish(assets.byId());
    } catch (Patience.StoppedException e) {
      LOG.warn(
          "Shard {} stopped during a database outage; unacknowledged messages come again", number);
    } catch (TenureOverException e) {
      // The keeper of the lock finds out by itself, and says by whom it was replaced.
      endedBy = e.getMessage();
      LOG.warn("Shard {} ends: {}", number, endedBy);
    } catch (InterruptedException | RuntimeException | Error e) {
      // The state in memory may be ahead of the database: nothing more may be acknowledged.
      endedBy = e.toString();
      failure = endedBy;
      LOG.error("Shard {} ends", number, e);
    } finally {
      ended = true;
      items.forEach(this::giveUp);
      giveUpQueue();
      if (failure != null) {
        failed.accept("shard " + number + " has ended: " + failure);
      }
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

  private void fold(ShardItem item, ShardBatch batch)
      throws RefusedException, Patience.StoppedException {
    String why = setAside.why(item.owner());
    if (why != null) {
      batch.setAside(item, why);
      return;
    }
    try {
      step(item, batch);
    } catch (RuntimeException e) {
      throw new RefusedException(e);
    }
  }

  private void step(ShardItem item, ShardBatch batch) throws Patience.StoppedException {
    if (item instanceof ShardItem.Reading reading) {
      batch.reading(reading, assets.runtime(reading.asset(), batch));
      checkpoint.changed(reading.asset().id());
    } else if (item instanceof ShardItem.Happened happened) {
      batch.happened(happened, assets.runtime(happened.asset(), batch));
      checkpoint.changed(happened.asset().id());
    } else if (item instanceof ShardItem.Refused refused) {
      batch.refused(refused);
    } else if (item instanceof ShardItem.Behind behind) {
      batch.behind(behind.message());
    } else if (item instanceof ShardItem.Presence presence) {
      presence(presence, batch);
    } else if (item instanceof ShardItem.EdgeNodeForgotten node) {
      batch.rows().edgeNodeForgotten(node.group(), node.edge(), node.atMillis());
    } else if (item instanceof ShardItem.Feedback feedback) {
      feedback(feedback, batch);
    } else if (item instanceof ShardItem.AssetChanged change) {
      assets.changed(change.asset(), batch);
    } else if (item instanceof ShardItem.Question<?> question) {
      batch.asked(question, assets.runtime(question.asset(), batch));
    } else if (item instanceof ShardItem.Skip skip) {
      batch.skip(skip, assets.get(skip.asset()));
      checkpoint.changed(skip.asset());
    } else if (item instanceof ShardItem.Shelving shelving) {
      batch.shelving(shelving, assets.get(shelving.asset()));
      checkpoint.changed(shelving.asset());
    } else if (item instanceof ShardItem.Tick tick) {
      AssetRuntime runtime = assets.get(tick.asset());
      if (runtime != null) {
        batch.tick(runtime, tick.now());
        checkpoint.changed(tick.asset());
      }
    }
  }

  private void presence(ShardItem.Presence presence, ShardBatch batch)
      throws Patience.StoppedException {
    if (presence.fault() == null) {
      batch.behind(presence.message());
    } else {
      step(presence.fault(), batch);
    }
    batch.rows().presence(presence.record());
  }

  /** With nothing uncommitted: every number that was given here is one of the former plans. */
  private void plansChanged(ShardItem.PlansChanged change)
      throws Patience.StoppedException, InterruptedException {
    ActivePlans next =
        change.meet(
            assets.all(),
            () -> {
              long place = sequence.next();
              return patience.until(() -> committer.plans(change.source(), place));
            });
    if (next != null) {
      assets.plansChanged(next);
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

  private void tick(List<ShardItem> items) {
    long nanos = System.nanoTime();
    if (nanos - nextTickNanos < 0) {
      return;
    }
    nextTickNanos = nanos + options.tickEvery().toNanos();
    long now = clock.millis();
    for (AssetRuntime runtime : assets.all()) {
      if (isTickDue(runtime, now)) {
        items.add(new ShardItem.Tick(runtime.id(), now));
      }
    }
  }

  private boolean isTickDue(AssetRuntime runtime, long now) {
    try {
      return setAside.why(runtime.id()) == null && runtime.isTickDue(now);
    } catch (RuntimeException e) {
      // No event is to blame: it would be so at each turn.
      LOG.error("A defect of Millwright: please report this", e);
      metrics.rulesFailed();
      setAside.add(runtime.id(), e.toString());
      return false;
    }
  }

  @Override
  public void commit(List<ShardItem> items) throws RefusedException, Patience.StoppedException {
    ShardBatch batch = new ShardBatch(sequence);
    for (ShardItem item : items) {
      fold(item, batch);
    }
    if (!batch.rows().isEmpty()) {
      long start = System.nanoTime();
      Committed committed = committed(batch.rows());
      metrics.committed(committed, batch.alreadyKnown(), items.size(), System.nanoTime() - start);
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

  private Committed committed(Batch rows) throws RefusedException, Patience.StoppedException {
    try {
      return patience.unlessRefused(() -> committer.commit(rows));
    } catch (TenureOverException e) {
      throw e;
    } catch (RuntimeException e) {
      // Of a row that cannot be written: nothing was committed.
      throw new RefusedException(e);
    }
  }

  @Override
  public void refold(Set<Integer> ids) throws Patience.StoppedException {
    List<RegisteredAsset> spoiled = assets.registered(ids);
    assets.replace(patience.until(() -> committer.refold(spoiled)));
  }

  @Override
  public void quarantine(ShardItem.Refused item) throws Patience.StoppedException {
    ShardBatch batch = new ShardBatch(sequence);
    batch.refused(item);
    Committed committed = patience.until(() -> committer.commit(batch.rows()));
    metrics.quarantined(committed);
    batch.settle();
  }

  @Override
  public void rest(ShardItem.Tick tick) {
    AssetRuntime runtime = assets.get(tick.asset());
    if (runtime != null) {
      runtime.noTickBefore(tick.now() + REST_MILLIS);
    }
  }

  @Override
  public void failed(int asset, String said) {
    setAside.failed(asset, said);
  }
}
