package io.millwright.ingest.dispatch;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millwright.ingest.metrics.LatencyRecorder;
import io.millwright.ingest.pipeline.RaisedOrder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A dispatcher that retries within milliseconds, which can be killed and started again. */
final class DispatcherHarness implements AutoCloseable {
  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  /** For targets that leave requests without an answer; others may take their time. */
  static final Duration IMPATIENT = Duration.ofSeconds(1);

  private static final Duration PATIENT = Duration.ofMinutes(1);
  private static final DispatchOptions OPTIONS =
      new DispatchOptions(
          Duration.ofMillis(4),
          Duration.ofMillis(40),
          Duration.ofMillis(4),
          Duration.ofMillis(40),
          5,
          300);

  /** Whether it is the one that may deliver, and how often it has asked while it was not. */
  final AtomicBoolean active = new AtomicBoolean(true);

  final AtomicInteger askedInVain = new AtomicInteger();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final LatencyRecorder latency = new LatencyRecorder("millwright.dispatch.latency", meters);
  private final Vertx vertx;
  private final Outbox outbox;
  private final List<Target> targets;
  private final SplittableRandom seeds = new SplittableRandom(20261123);
  private Dispatcher dispatcher;

  DispatcherHarness(Vertx vertx, Outbox outbox, @Nullable String cmms, @Nullable String fsm) {
    this(vertx, outbox, cmms, fsm, PATIENT);
  }

  DispatcherHarness(
      Vertx vertx, Outbox outbox, @Nullable String cmms, @Nullable String fsm, Duration patience) {
    this.vertx = vertx;
    this.outbox = outbox;
    this.targets = List.of(target("cmms", cmms, patience), target("fsm", fsm, patience));
    this.dispatcher = create();
  }

  private static Target target(String name, @Nullable String url, Duration patience) {
    return new Target(
        name, url == null ? null : URI.create(url), WebhookSignature.of(SECRET), 8, patience);
  }

  private Dispatcher create() {
    return new Dispatcher(
        vertx,
        outbox.dataSource(),
        targets,
        OPTIONS,
        InstantSource.system(),
        seeds.split(),
        meters,
        latency,
        this::isActive);
  }

  private boolean isActive() {
    if (!active.get()) {
      askedInVain.incrementAndGet();
    }
    return active.get();
  }

  DispatcherHarness start() {
    await(dispatcher.start());
    return this;
  }

  void raised(List<UUID> orders) {
    long now = System.nanoTime();
    dispatcher.raised(orders.stream().map(id -> new RaisedOrder(id, now)).toList());
  }

  Dispatcher dispatcher() {
    return dispatcher;
  }

  /** Ends it at once, with requests under way, and starts another. */
  void killAndRestart() {
    await(dispatcher.close(Duration.ZERO));
    dispatcher = create();
    start();
  }

  static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(1, TimeUnit.MINUTES).join();
  }

  @Override
  public void close() {
    await(dispatcher.close(Duration.ofSeconds(2)));
  }
}
