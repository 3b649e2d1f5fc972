package io.millwright.ingest.dispatch;

import io.micrometer.core.instrument.MeterRegistry;
import io.millwright.ingest.metrics.LatencyRecorder;
import io.millwright.ingest.pipeline.RaisedOrder;
import io.millwright.ingest.retry.Backoff;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the work orders of the outbox to their executing systems, each once in effect, and then
 * what makes them more urgent.
 *
 * <p>It is told of new orders and does not poll: the table is read at the start, and again when
 * more orders waited than memory may hold. An order is never dropped; the attempts do not end.
 * Methods may be called from any thread and do not block; all state belongs to one event loop, and
 * the database is used off it.
 */
public final class Dispatcher {
  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
  private static final int DATABASE_THREADS = 4;
  private static final Duration DATABASE_BACKOFF = Duration.ofMillis(100);
  private static final Duration DATABASE_BACKOFF_CAP = Duration.ofSeconds(5);
  private static final Duration CLOSING_STEP = Duration.ofMillis(10);

  private final Vertx vertx;
  private final Context loop;
  private final WorkerExecutor workers;
  private final DatabaseWork database;
  private final SortingDesk desk;
  private final List<TargetClient> clients = new ArrayList<>();
  private volatile boolean running;

  /**
   * A dispatcher that has not started.
   *
   * @param vertx runs it; construct it on a thread that is no Vert.x worker
   * @param dataSource the database; up to four connections are used at once
   * @param targets {@code cmms} and {@code fsm}
   * @param options the limits
   * @param clock the time at which attempts are due
   * @param random the jitter; used on the dispatcher's event loop only
   * @param meters where counters and gauges {@code millwright.dispatch.*} go
   * @param latency records the time from the arrival of an order's cause to the target's 2xx
   * @param active asked right before each attempt: whether no other process delivers. While it says
   *     no, nothing is sent; what was to be sent stays in the table
   * @throws IllegalArgumentException when a target of the table is not among the targets
   */
  public Dispatcher(
      Vertx vertx,
      DataSource dataSource,
      List<Target> targets,
      DispatchOptions options,
      InstantSource clock,
      RandomGenerator random,
      MeterRegistry meters,
      LatencyRecorder latency,
      BooleanSupplier active) {
    if (!targets.stream().map(Target::name).sorted().toList().equals(List.of("cmms", "fsm"))) {
      throw new IllegalArgumentException("The targets must be cmms and fsm, one each");
    }
    this.vertx = vertx;
    this.loop = vertx.getOrCreateContext();
    if (!loop.isEventLoopContext()) {
      throw new IllegalStateException("Construct the dispatcher outside of Vert.x's workers");
    }
    this.workers = vertx.createSharedWorkerExecutor("millwright-dispatch", DATABASE_THREADS);
    this.database =
        new DatabaseWork(
            vertx, workers, new Backoff(DATABASE_BACKOFF, DATABASE_BACKOFF_CAP, random));
    OutboxTable table = new OutboxTable(dataSource);
    EscalationTable escalations = new EscalationTable(dataSource);
    HoldDesk holds = new HoldDesk(dataSource, new HoldRules(configured(targets)), clock);
    this.desk = new SortingDesk(table, holds, database, options.capacity());
    DispatchMetrics metrics = new DispatchMetrics(meters, latency);
    for (Target target : targets) {
      desk.add(
          target.name(), lane(target, options, clock, random, table, escalations, metrics, active));
    }
  }

  private static Set<String> configured(List<Target> targets) {
    return targets.stream()
        .filter(target -> target.uri() != null)
        .map(Target::name)
        .collect(Collectors.toSet());
  }

  private Lane lane(
      Target target,
      DispatchOptions options,
      InstantSource clock,
      RandomGenerator random,
      OutboxTable table,
      EscalationTable escalations,
      DispatchMetrics metrics,
      BooleanSupplier active) {
    Backoff pauses = new Backoff(options.pauseBase(), options.pauseCap(), random);
    return new Lane(
        vertx,
        target,
        attempt(target, clock, active),
        new WaitingOrders(options.capacity()),
        new TargetHealth(target.concurrency(), options.failuresToPause(), pauses),
        new Backoff(options.backoffBase(), options.backoffCap(), random),
        new OutcomeLedger(table, escalations, database),
        desk,
        metrics,
        clock);
  }

  private Attempt attempt(Target target, InstantSource clock, BooleanSupplier active) {
    URI uri = target.uri();
    if (uri == null) {
      // Its orders are held, so this is not called; the lane settles those that are pending.
      return (order, suspect) ->
          Future.succeededFuture(
              new Outcome.Failed("no URL configured", suspect, Outcome.Symptom.UNREACHABLE, null));
    }
    TargetClient client = new TargetClient(vertx, target, uri, clock);
    clients.add(client);
    return new Delivery(client, clock, new Permit(vertx, active));
  }

  /**
   * Says what is to be done when what belongs to the event loop may be wrong: a slot of a lane may
   * be taken for ever, or an order left out.
   *
   * @param action called on the event loop with the reason, in words
   */
  public void onFailure(Consumer<String> action) {
    loop.exceptionHandler(
        failure -> {
          log.error("The dispatcher fails", failure);
          action.accept("the dispatcher has failed: " + failure);
        });
  }

  /**
   * Takes up what the outbox holds and begins to send.
   *
   * @return completes when the table has been read; while the database is away, it waits
   */
  public Future<Void> start() {
    running = true;
    return onLoop(desk::takeUp);
  }

  /**
   * Takes orders that have just been committed. Before the start and after the close it does
   * nothing: the start reads them from the table.
   *
   * @param orders the orders
   */
  public void raised(List<RaisedOrder> orders) {
    if (running) {
      loop.runOnContext(v -> desk.raised(orders));
    }
  }

  /**
   * Looks at an order again, because its row has changed: made pending again, cancelled, completed.
   *
   * @param order its id
   */
  public void recheck(UUID order) {
    raised(List.of(new RaisedOrder(order, 0)));
  }

  /**
   * Looks again at the held orders of an asset, because the registry's entry has changed. To be
   * called after the change is committed.
   *
   * @param tag the asset's tag
   */
  public void assetChanged(String tag) {
    if (running) {
      loop.runOnContext(v -> desk.assetChanged(tag));
    }
  }

  /**
   * Starts no more attempts and waits for those under way.
   *
   * @param grace how long to wait; what is still under way then is looked up at the next start
   * @return completes when connections and threads are closed
   */
  public Future<Void> close(Duration grace) {
    running = false;
    return onLoop(
            () -> {
              desk.lanes().forEach(Lane::stop);
              database.giveUp();
              return drained(grace);
            })
        .eventually(() -> Future.join(clients.stream().map(TargetClient::close).toList()))
        .eventually(workers::close);
  }

  private Future<Void> drained(Duration left) {
    int busy = desk.lanes().stream().mapToInt(Lane::busy).sum();
    if (busy == 0) {
      return Future.succeededFuture();
    }
    if (left.isNegative() || left.isZero()) {
      log.info("Closing with {} orders under way; the next start looks them up", busy);
      return Future.succeededFuture();
    }
    return vertx
        .timer(CLOSING_STEP.toMillis(), TimeUnit.MILLISECONDS)
        .compose(fired -> drained(left.minus(CLOSING_STEP)));
  }

  private Future<Void> onLoop(Supplier<Future<Void>> work) {
    Promise<Void> done = Promise.promise();
    loop.runOnContext(v -> work.get().onComplete(done));
    return done.future();
  }
}
