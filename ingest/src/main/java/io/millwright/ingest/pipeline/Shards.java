package io.millwright.ingest.pipeline;

import io.millwright.ingest.plans.PlanSource;
import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.ingest.store.OrderDirectory;
import io.millwright.rules.event.Event;
import io.millwright.rules.fold.AssetFold;
import io.millwright.rules.plan.PlanSet;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All shards: an asset belongs to exactly one, by its id. Thread-safe once started. */
public final class Shards implements FeedbackDesk, FoldReader, ShelvingDesk, SkipDesk {
  private static final Logger LOG = LoggerFactory.getLogger(Shards.class);
  private static final int UNBOUND_IN_LOG = 20;
  private static final Duration CLOSING_PATIENCE = Duration.ofSeconds(10);

  private final List<Shard> shards = new ArrayList<>();
  private final ExecutorService checkpoints =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "checkpoints"));
  private final Backlog backlog;
  private final DataSource database;
  private final Executor blocking;
  private final InstantSource clock;
  private final OrderDirectory orders = new OrderDirectory();
  private volatile ActivePlans plans;
  private volatile Consumer<String> failed = reason -> {};

  /**
   * Creates the shards, with every asset's state in place.
   *
   * @param options sizes and times
   * @param recovered the state to go on from
   * @param committer makes batches durable
   * @param database for looking orders up
   * @param blocking runs the look-ups
   * @param raised told of new orders after their commit, on a shard's thread
   * @param metrics counts
   * @param clock for ticks and for the age of readings
   */
  public Shards(
      PipelineOptions options,
      Recovered recovered,
      Committer committer,
      DataSource database,
      Executor blocking,
      Consumer<List<RaisedOrder>> raised,
      PipelineMetrics metrics,
      InstantSource clock) {
    this.backlog = new Backlog(options.queueLimit());
    this.database = database;
    this.blocking = blocking;
    this.clock = clock;
    this.plans = recovered.plans();
    Sequence sequence = new Sequence(recovered.lastSequence());
    CheckpointPosition position = new CheckpointPosition(options.shards());
    for (int i = 0; i < options.shards(); i++) {
      shards.add(
          new Shard(
              i,
              options,
              sequence,
              position,
              backlog,
              committer,
              raised,
              metrics,
              clock,
              recovered.plans(),
              checkpoints,
              reason -> failed.accept(reason)));
    }
    recovered.assets().forEach(asset -> shardOf(asset.id()).own(asset));
    recovered.setAside().forEach((asset, why) -> shardOf(asset).setAside(asset, why));
    if (!recovered.setAside().isEmpty()) {
      // Their events must be found by the next recovery.
      position.hold(recovered.checkpoint());
    }
    warnOfUnbound(recovered.assets().stream().flatMap(a -> a.unbound().stream()).toList());
    metrics.gauge("millwright.plans.version", () -> plans.version());
    metrics.gauge("millwright.assets.set.aside", this::setAside);
    metrics.gauge("millwright.queue.waiting", backlog::waiting);
    metrics.gauge("millwright.queue.paused", () -> backlog.isPaused() ? 1 : 0);
  }

  /** A rule that silently never fires is worse than one that is refused. */
  private static void warnOfUnbound(List<String> reasons) {
    reasons.stream()
        .limit(UNBOUND_IN_LOG)
        .forEach(reason -> LOG.warn("A rule cannot be evaluated: {}", reason));
    if (reasons.size() > UNBOUND_IN_LOG) {
      LOG.warn("... and {} more like these", reasons.size() - UNBOUND_IN_LOG);
    }
  }

  /**
   * Says what is to be done when a shard has ended by an error. To be called before the start.
   *
   * @param action called on the shard's thread with the reason, in words
   */
  public void onFailure(Consumer<String> action) {
    failed = action;
  }

  /** Starts the threads. */
  public void start() {
    shards.forEach(Shard::start);
  }

  /**
   * Pauses the sources for good, commits what waits, writes a checkpoint and ends the threads.
   * Feedback that comes later is not taken: its answer fails. Blocks, up to twelve seconds while
   * the database is away.
   */
  public void close() {
    backlog.close();
    shards.forEach(Shard::stop);
    long deadline = System.nanoTime() + CLOSING_PATIENCE.toNanos();
    shards.forEach(shard -> shard.join(deadline));
    checkpoints.shutdownNow();
  }

  /** Why the pipeline cannot commit at present, or empty. */
  public Optional<String> problem() {
    return shards.stream().map(Shard::problem).flatMap(Optional::stream).findFirst();
  }

  /** How many assets are not folded until the next start. */
  int setAside() {
    return shards.stream().mapToInt(Shard::setAside).sum();
  }

  /** How much waits in all shards, in items of the usual size. */
  public int waiting() {
    return backlog.waiting();
  }

  /** An asset was registered or changed. */
  public void assetChanged(RegisteredAsset asset) {
    put(new ShardItem.AssetChanged(asset));
  }

  @Override
  public CompletionStage<FeedbackResult> submit(WorkOrderFeedback feedback) {
    CompletableFuture<FeedbackResult> answer = new CompletableFuture<>();
    blocking.execute(
        () -> {
          try (Connection connection = database.getConnection()) {
            Optional<OrderDirectory.Entry> order = orders.find(connection, feedback.order());
            if (order.isEmpty()) {
              answer.complete(new FeedbackResult.UnknownOrder());
            } else {
              put(new ShardItem.Feedback(order.get().asset(), feedback, answer));
            }
          } catch (SQLException | RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  /** The plans that are active. */
  ActivePlans plans() {
    return plans;
  }

  /** Changes the plans of all shards; one change at a time. */
  CompletionStage<PlanSwitch.Done> changePlans(PlanSource source, PlanSet rules) {
    PlanSwitch meeting = new PlanSwitch(shards.size());
    ShardItem change = new ShardItem.PlansChanged(source, rules, meeting);
    backlog.add(shards.size() * change.weight());
    shards.forEach(shard -> shard.enqueue(change));
    return meeting
        .done()
        .thenApply(
            done -> {
              plans = new ActivePlans(done.version().version(), rules);
              warnOfUnbound(done.unbound());
              return done;
            });
  }

  @Override
  public <T> CompletionStage<T> ask(RegisteredAsset asset, Function<AssetFold, T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    put(new ShardItem.Question<>(asset, question, answer));
    return answer;
  }

  @Override
  public CompletionStage<ShelvingResult> shelve(int asset, Event.ConditionShelved shelved) {
    return shelving(asset, shelved.rule(), shelved);
  }

  @Override
  public CompletionStage<ShelvingResult> unshelve(int asset, Event.ConditionUnshelved unshelved) {
    return shelving(asset, unshelved.rule(), unshelved);
  }

  @Override
  public CompletionStage<SkipResult> skip(int asset, Event.OccurrenceSkipped skipped) {
    CompletableFuture<SkipResult> answer = new CompletableFuture<>();
    put(new ShardItem.Skip(asset, skipped, answer));
    return answer;
  }

  private CompletionStage<ShelvingResult> shelving(int asset, String rule, Event event) {
    CompletableFuture<ShelvingResult> answer = new CompletableFuture<>();
    put(new ShardItem.Shelving(asset, rule, event, answer));
    return answer;
  }

  InstantSource clock() {
    return clock;
  }

  void register(FlowControl source) {
    backlog.register(source);
  }

  /** Counts work that is under way before it reaches a queue. */
  void expect(int items) {
    if (items > 0) {
      backlog.add(items);
    } else {
      backlog.remove(-items);
    }
  }

  void put(List<ShardItem> items) {
    int weight = 0;
    for (ShardItem item : items) {
      weight += item.weight();
    }
    backlog.add(weight);
    for (ShardItem item : items) {
      shardOf(item).enqueue(item);
    }
  }

  void put(ShardItem item) {
    backlog.add(item.weight());
    shardOf(item).enqueue(item);
  }

  private Shard shardOf(ShardItem item) {
    return shardOf(item.owner());
  }

  private Shard shardOf(int asset) {
    return shards.get(Math.floorMod(asset, shards.size()));
  }

  /**
   * The state to go on from.
   *
   * @param assets every registered asset that could be folded, with its state
   * @param setAside why the others could not be folded, by id
   * @param plans the active rules
   * @param checkpoint everything up to there is in the saved states
   * @param lastSequence the end of the log
   */
  public record Recovered(
      List<AssetRuntime> assets,
      Map<Integer, String> setAside,
      ActivePlans plans,
      long checkpoint,
      long lastSequence) {}
}
