package io.millwright.ingest;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millwright.ingest.api.Routes;
import io.millwright.ingest.codec.Formats;
import io.millwright.ingest.codec.MessageFormat;
import io.millwright.ingest.codec.NativeFormat;
import io.millwright.ingest.codec.sparkplug.SparkplugFormat;
import io.millwright.ingest.codec.sparkplug.SparkplugMapping;
import io.millwright.ingest.codec.topics.TopicsFormat;
import io.millwright.ingest.dispatch.Dispatcher;
import io.millwright.ingest.forecast.ForecastRefresh;
import io.millwright.ingest.metrics.LatencyRecorder;
import io.millwright.ingest.mqtt.admission.SessionStore;
import io.millwright.ingest.mqtt.broker.BrokerSubscription;
import io.millwright.ingest.mqtt.downlink.Downlink;
import io.millwright.ingest.mqtt.downlink.Presence;
import io.millwright.ingest.mqtt.endpoint.MqttEndpointServer;
import io.millwright.ingest.pipeline.Committer;
import io.millwright.ingest.pipeline.Intake;
import io.millwright.ingest.pipeline.PipelineMetrics;
import io.millwright.ingest.pipeline.Receiver;
import io.millwright.ingest.pipeline.Recovery;
import io.millwright.ingest.pipeline.Shards;
import io.millwright.ingest.quarantine.QuarantineDrops;
import io.millwright.ingest.quarantine.QuarantineKeeper;
import io.millwright.ingest.quarantine.QuarantineStore;
import io.millwright.ingest.registry.GatewayCredentials;
import io.millwright.ingest.registry.PasswordHash;
import io.millwright.ingest.registry.Registry;
import io.millwright.ingest.store.BatchWriter;
import io.millwright.ingest.store.Checkpoints;
import io.millwright.ingest.store.Migrations;
import io.millwright.ingest.store.Tenure;
import io.millwright.rules.planfile.PlanException;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service, wired: the one place where its parts meet, in the order in which data meets them.
 * {@link #start} blocks until it listens, {@link #close} until everything received is committed.
 */
public final class Millwright implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Millwright.class);
  private static final Duration QUARANTINE_EVERY = Duration.ofSeconds(15);
  private static final Duration CLOSING_GRACE = Duration.ofSeconds(5);
  private static final long STEP_DOWN_SECONDS = 1;

  /** Connections beside those of the shards: dispatch, API, sessions. */
  private static final int OTHER_CONNECTIONS = 12;

  private final Standby standby;
  private final HikariDataSource database;
  private final Tenure tenure;
  private final ExecutorService lookups = Executors.newFixedThreadPool(2);
  private final ExecutorService registrar = Executors.newSingleThreadExecutor();
  private final Registry registry;
  private final PipelineMetrics pipelineMetrics;
  private final LatencyRecorder deliveryLatency;
  private final Shards shards;
  private final Dispatcher dispatcher;
  private final @Nullable MqttEndpointServer endpoint;
  private final @Nullable BrokerSubscription broker;
  private final List<Routes> routes;
  private final ForecastRefresh forecast;
  private final QuarantineKeeper quarantineKeeper;
  private final CompletableFuture<String> replaced = new CompletableFuture<>();
  private final AtomicBoolean ending = new AtomicBoolean();
  private final CompletableFuture<String> failed = new CompletableFuture<>();
  private int mqttPort = -1;

  private Millwright(
      Settings settings, InstantSource clock, RandomGenerator random, Standby standby)
      throws SQLException, PlanException {
    this.standby = standby;
    this.database = standby.database;
    Vertx vertx = standby.vertx;
    PrometheusMeterRegistry meters = standby.meters;
    tenure = Tenure.begin(database);
    standby.lock.onLoss(tenure, this::stepDown);

    // What exists.
    registry = new Registry(database, password -> PasswordHash.of(password).encoded());
    registry.load();
    QuarantineStore quarantine = new QuarantineStore(database, meters);
    QuarantineDrops drops = new QuarantineDrops(database, meters);
    quarantineKeeper =
        new QuarantineKeeper(
            database,
            drops,
            settings.quarantine(),
            QUARANTINE_EVERY,
            InstantSource.system(),
            meters);

    // From a batch to delivered orders.
    Checkpoints checkpoints = new Checkpoints();
    BatchWriter writer = new BatchWriter(quarantine, meters);
    Committer committer = new Committer(database, tenure, writer, checkpoints);
    deliveryLatency = new LatencyRecorder("millwright.reading.to.delivery", meters);
    dispatcher =
        new Dispatcher(
            vertx,
            database,
            settings.targets(),
            settings.dispatch(),
            InstantSource.system(),
            random,
            meters,
            deliveryLatency,
            standby.lock::isHeld);

    // From a message to a batch.
    Formats formats = formats(settings);
    pipelineMetrics = new PipelineMetrics(meters);
    shards =
        new Shards(
            settings.pipeline(),
            new Recovery(database, checkpoints, writer, tenure, meters)
                .recover(registry.all(), settings.plans()),
            committer,
            database,
            lookups,
            dispatcher::raised,
            pipelineMetrics,
            clock);
    shards.onFailure(this::fail);
    dispatcher.onFailure(this::fail);
    registry.onChange(shards::assetChanged);
    registry.onChange(asset -> dispatcher.assetChanged(asset.asset().tag()));
    Receiver receiver =
        new Receiver(
            formats, registry, shards, pipelineMetrics, settings.autoRegister(), registrar);

    Downlink downlink = new Downlink();
    SparkplugMapping mapping = settings.sparkplug();
    SparkplugParts sparkplug =
        mapping == null
            ? null
            : SparkplugParts.of(mapping, receiver, registry, downlink, meters, clock);
    Intake intake = sparkplug == null ? receiver : sparkplug.intake();
    Presence presence = sparkplug == null ? null : sparkplug.presence();
    if (sparkplug != null) {
      vertx.setPeriodic(SparkplugParts.TICK_MILLIS, t -> sparkplug.intake().tick());
    }

    // Sources.
    endpoint =
        settings.mqtt() == null
            ? null
            : new MqttEndpointServer(
                vertx,
                settings.mqtt(),
                new GatewayCredentials(database),
                new SessionStore(database, InstantSource.system()),
                formats,
                intake,
                presence,
                meters,
                InstantSource.system());
    broker =
        settings.broker() == null
            ? null
            : new BrokerSubscription(
                vertx, settings.broker(), formats, intake, presence, meters, random);
    if (endpoint != null) {
      downlink.add(endpoint);
    }
    if (broker != null) {
      downlink.add(broker);
    }

    forecast =
        new ForecastRefresh(registry, shards, database, clock, settings.forecastEvery(), meters);
    routes =
        new ApiParts(
                vertx,
                database,
                registry,
                shards,
                lookups,
                dispatcher,
                receiver,
                quarantine,
                drops,
                meters,
                clock)
            .routes(checks());
  }

  /**
   * Starts the service; while another process works on the database, stands by until it is this
   * one's turn.
   *
   * @param settings what it is told
   * @param clock the time that readings and the calendar are measured against
   * @param random the jitter of retries
   * @return the service, listening
   * @throws SQLException when the database fails
   * @throws PlanException when the plan file cannot be used
   * @throws IllegalStateException when a port is taken, the database has no TimescaleDB, or the
   *     thread is interrupted; the message says what to do
   */
  public static Millwright start(Settings settings, InstantSource clock, RandomGenerator random)
      throws SQLException, PlanException {
    Standby standby = Standby.open(settings, 2 * settings.pipeline().shards() + OTHER_CONNECTIONS);
    Millwright service = null;
    try {
      standby.awaitTurn();
      Migrations.run(standby.database);
      service = new Millwright(settings, clock, random, standby);
      service.listen(settings);
      return service;
    } catch (SQLException | PlanException | RuntimeException e) {
      if (service != null) {
        service.close();
      } else {
        standby.close();
      }
      throw e;
    }
  }

  /** Topics that people map come last: none of them can take what has a notation of its own. */
  private static Formats formats(Settings settings) {
    List<MessageFormat> formats = new ArrayList<>(List.of(new NativeFormat()));
    SparkplugMapping sparkplug = settings.sparkplug();
    if (sparkplug != null) {
      formats.add(new SparkplugFormat(sparkplug));
    }
    if (settings.topics() != null) {
      formats.add(new TopicsFormat(settings.topics()));
    }
    return new Formats(formats);
  }

  private void listen(Settings settings) {
    shards.start();
    forecast.start();
    quarantineKeeper.start();
    Futures.await(dispatcher.start(), "the outbox");
    if (endpoint != null && settings.mqtt() != null) {
      mqttPort =
          Futures.await(
              endpoint.start(), "MQTT on " + settings.mqtt().host() + ":" + settings.mqtt().port());
    }
    if (broker != null) {
      broker.start();
    }
    // Last: who asks whether it is ready sends gateways here.
    standby.activated(routes);
    LOG.info("Listening: MQTT port {}, HTTP port {}", mqttPort, standby.apiPort());
  }

  /**
   * Another process works now, or will in a moment: nothing may be answered for it any more. The
   * shards' transactions are refused by themselves. On the lock's thread.
   */
  private void stepDown(String reason) {
    LOG.error("Steps down, for {}", reason);
    try {
      standby.over("replaced: " + reason);
      closeSources();
    } finally {
      replaced.complete(reason);
    }
  }

  private void closeSources() {
    if (endpoint != null) {
      Futures.quietly("MQTT endpoint", endpoint.close(), STEP_DOWN_SECONDS);
    }
    if (broker != null) {
      Futures.quietly("broker subscription", broker.close(), STEP_DOWN_SECONDS);
    }
  }

  /**
   * A part that all depends on has ended by an error: another process, or this one started again,
   * does better than one that has half of its shards. Any thread; does not block.
   */
  private void fail(String reason) {
    if (ending.compareAndSet(false, true)) {
      LOG.error("Ends, for {}", reason);
      standby.over("failed: " + reason);
      new Thread(() -> giveUp(reason), "failure").start();
    }
  }

  private void giveUp(String reason) {
    // A shard of a process that was replaced ends, too: then that is the reason.
    CompletableFuture<String> told = isReplaced() ? replaced : failed;
    try {
      closeSources();
      // A standby need not wait until this process is gone: what is written is checked against the
      // tenure, and without the lock no order is sent.
      standby.lock.close();
    } finally {
      told.complete(reason);
    }
  }

  private boolean isReplaced() {
    try (Connection connection = database.getConnection()) {
      return !tenure.isGoingOn(connection);
    } catch (SQLException e) {
      LOG.warn("Nobody knows whether another process works already: {}", e.getMessage());
      return false;
    }
  }

  private Map<String, Supplier<Optional<String>>> checks() {
    Map<String, Supplier<Optional<String>>> checks = new LinkedHashMap<>();
    checks.put("database", this::databaseProblem);
    checks.put("active", this::lockProblem);
    checks.put("pipeline", shards::problem);
    if (broker != null) {
      checks.put("broker", broker::problem);
    }
    return checks;
  }

  private Optional<String> databaseProblem() {
    try (Connection connection = database.getConnection()) {
      return connection.isValid(2) ? Optional.empty() : Optional.of("does not answer");
    } catch (SQLException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Optional<String> lockProblem() {
    return standby.lock.isHeld()
        ? Optional.empty()
        : Optional.of("the session of the lock is lost; it is taken again");
  }

  /**
   * When another process has taken over: with the reason, in words. This one accepts nothing any
   * more and is to end; started again, it is the standby.
   */
  public CompletionStage<String> replaced() {
    return replaced;
  }

  /**
   * When a part that all depends on has ended by an error: with the reason, in words. The process
   * accepts nothing any more, has given the lock up and is to end; started again, it recovers.
   */
  public CompletionStage<String> failed() {
    return failed;
  }

  /** The port of the own MQTT endpoint; -1 when there is none. */
  public int mqttPort() {
    return mqttPort;
  }

  /** The port of the HTTP API. */
  public int apiPort() {
    return standby.apiPort();
  }

  /** Assets, meters and gateways. */
  public Registry registry() {
    return registry;
  }

  /** What the pipeline has counted. */
  public PipelineMetrics pipelineMetrics() {
    return pipelineMetrics;
  }

  /** From a reading's arrival to the target's answer to the order it caused. */
  public LatencyRecorder deliveryLatency() {
    return deliveryLatency;
  }

  /**
   * Shards first: they pause the sources and commit what was received, while it can be answered.
   */
  @Override
  public void close() {
    ending.set(true);
    standby.over("stopping");
    forecast.close();
    quarantineKeeper.close();
    shards.close();
    if (broker != null) {
      Futures.quietly("broker subscription", broker.close());
    }
    if (endpoint != null) {
      Futures.quietly("MQTT endpoint", endpoint.close());
    }
    Futures.quietly("dispatcher", dispatcher.close(CLOSING_GRACE));
    lookups.shutdown();
    registrar.shutdown();
    standby.close();
    LOG.info("Stopped");
  }
}
