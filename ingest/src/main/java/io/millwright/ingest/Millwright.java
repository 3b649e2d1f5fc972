package io.millwright.ingest;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millwright.ingest.api.HttpApi;
import io.millwright.ingest.codec.Formats;
import io.millwright.ingest.codec.MessageFormat;
import io.millwright.ingest.codec.NativeFormat;
import io.millwright.ingest.codec.topics.TopicsFormat;
import io.millwright.ingest.dispatch.Dispatcher;
import io.millwright.ingest.forecast.ForecastRefresh;
import io.millwright.ingest.metrics.LatencyRecorder;
import io.millwright.ingest.metrics.ProcessMetrics;
import io.millwright.ingest.mqtt.BrokerSubscription;
import io.millwright.ingest.mqtt.MqttEndpointServer;
import io.millwright.ingest.mqtt.SessionStore;
import io.millwright.ingest.pipeline.Committer;
import io.millwright.ingest.pipeline.PipelineMetrics;
import io.millwright.ingest.pipeline.Receiver;
import io.millwright.ingest.pipeline.Recovery;
import io.millwright.ingest.pipeline.Shards;
import io.millwright.ingest.quarantine.QuarantineStore;
import io.millwright.ingest.registry.GatewayCredentials;
import io.millwright.ingest.registry.PasswordHash;
import io.millwright.ingest.registry.Registry;
import io.millwright.ingest.store.BatchWriter;
import io.millwright.ingest.store.Checkpoints;
import io.millwright.ingest.store.InstanceLock;
import io.millwright.ingest.store.Migrations;
import io.millwright.ingest.store.Tenure;
import io.millwright.rules.planfile.PlanException;
import io.vertx.core.Future;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
  private static final long LOCK_PATIENCE_MILLIS = 10_000;
  private static final Duration CLOSING_GRACE = Duration.ofSeconds(5);

  /** Connections beside those of the shards: dispatch, API, sessions, the lock. */
  private static final int OTHER_CONNECTIONS = 12;

  private final PrometheusMeterRegistry meters;
  private final HikariDataSource database;
  private final InstanceLock lock;
  private final Vertx vertx;
  private final ExecutorService lookups = Executors.newFixedThreadPool(2);
  private final ExecutorService registrar = Executors.newSingleThreadExecutor();
  private final Registry registry;
  private final PipelineMetrics pipelineMetrics;
  private final LatencyRecorder deliveryLatency;
  private final Shards shards;
  private final Dispatcher dispatcher;
  private final @Nullable MqttEndpointServer endpoint;
  private final @Nullable BrokerSubscription broker;
  private final HttpApi api;
  private final ForecastRefresh forecast;
  private int mqttPort = -1;
  private int apiPort = -1;

  private Millwright(
      Settings settings,
      InstantSource clock,
      RandomGenerator random,
      HikariDataSource database,
      InstanceLock lock,
      Vertx vertx)
      throws SQLException, PlanException {
    this.database = database;
    this.lock = lock;
    this.meters = ProcessMetrics.registry();
    this.vertx = vertx;

    // What exists.
    registry = new Registry(database, password -> PasswordHash.of(password).encoded());
    registry.load();
    QuarantineStore quarantine = new QuarantineStore(database, meters);

    // From a batch to delivered orders.
    Checkpoints checkpoints = new Checkpoints();
    BatchWriter writer = new BatchWriter(quarantine, meters);
    Committer committer = new Committer(database, Tenure.begin(database), writer, checkpoints);
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
            deliveryLatency);

    // From a message to a batch.
    Formats formats = formats(settings);
    pipelineMetrics = new PipelineMetrics(meters);
    shards =
        new Shards(
            settings.pipeline(),
            new Recovery(database, checkpoints, writer).recover(registry.all(), settings.plans()),
            committer,
            database,
            lookups,
            dispatcher::raised,
            pipelineMetrics,
            clock);
    registry.onChange(shards::assetChanged);
    registry.onChange(asset -> dispatcher.assetChanged(asset.asset().tag()));
    Receiver receiver =
        new Receiver(
            formats, registry, shards, pipelineMetrics, settings.autoRegister(), registrar);

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
                receiver,
                meters,
                InstantSource.system());
    broker =
        settings.broker() == null
            ? null
            : new BrokerSubscription(vertx, settings.broker(), formats, receiver, meters, random);

    forecast =
        new ForecastRefresh(registry, shards, database, clock, settings.forecastEvery(), meters);
    api =
        new HttpApi(
            vertx,
            settings.api(),
            new ApiParts(
                    vertx,
                    database,
                    registry,
                    shards,
                    lookups,
                    dispatcher,
                    receiver,
                    quarantine,
                    meters,
                    clock)
                .routes(checks()));
  }

  /**
   * Starts the service.
   *
   * @param settings what it is told
   * @param clock the time that readings and the calendar are measured against
   * @param random the jitter of retries
   * @return the service, listening
   * @throws SQLException when the database fails
   * @throws PlanException when the plan file cannot be used
   * @throws IllegalStateException when a port is taken, the database is in use or has no
   *     TimescaleDB; the message says what to do
   */
  public static Millwright start(Settings settings, InstantSource clock, RandomGenerator random)
      throws SQLException, PlanException {
    HikariDataSource database =
        ConnectionPool.open(
            settings.database(), 2 * settings.pipeline().shards() + OTHER_CONNECTIONS);
    InstanceLock lock = null;
    Vertx vertx = null;
    Millwright service = null;
    try {
      lock = InstanceLock.take(database, LOCK_PATIENCE_MILLIS);
      Migrations.run(database);
      vertx = Vertx.vertx();
      service = new Millwright(settings, clock, random, database, lock, vertx);
      service.listen(settings);
      return service;
    } catch (SQLException | PlanException | RuntimeException e) {
      if (service != null) {
        service.close();
      } else {
        if (vertx != null) {
          quietly("Vert.x", vertx.close());
        }
        if (lock != null) {
          lock.close();
        }
        database.close();
      }
      throw e;
    }
  }

  /** Topics that people map come last: none of them can take what has a notation of its own. */
  private static Formats formats(Settings settings) {
    List<MessageFormat> formats = new ArrayList<>(List.of(new NativeFormat()));
    if (settings.topics() != null) {
      formats.add(new TopicsFormat(settings.topics()));
    }
    return new Formats(formats);
  }

  private void listen(Settings settings) {
    shards.start();
    forecast.start();
    await(dispatcher.start(), "the outbox");
    apiPort = await(api.start(), "HTTP on " + settings.api().host() + ":" + settings.api().port());
    if (endpoint != null && settings.mqtt() != null) {
      mqttPort =
          await(
              endpoint.start(), "MQTT on " + settings.mqtt().host() + ":" + settings.mqtt().port());
    }
    if (broker != null) {
      broker.start();
    }
    LOG.info("Listening: MQTT port {}, HTTP port {}", mqttPort, apiPort);
  }

  private static <T> T await(Future<T> future, String what) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while starting " + what, e);
    } catch (ExecutionException | TimeoutException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException("Cannot start " + what + ": " + cause.getMessage(), cause);
    }
  }

  private Map<String, Supplier<Optional<String>>> checks() {
    Map<String, Supplier<Optional<String>>> checks = new LinkedHashMap<>();
    checks.put("database", this::databaseProblem);
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

  /** The port of the own MQTT endpoint; -1 when there is none. */
  public int mqttPort() {
    return mqttPort;
  }

  /** The port of the HTTP API. */
  public int apiPort() {
    return apiPort;
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
    forecast.close();
    shards.close();
    if (broker != null) {
      quietly("broker subscription", broker.close());
    }
    if (endpoint != null) {
      quietly("MQTT endpoint", endpoint.close());
    }
    quietly("HTTP API", api.close());
    quietly("dispatcher", dispatcher.close(CLOSING_GRACE));
    lookups.shutdown();
    registrar.shutdown();
    quietly("Vert.x", vertx.close());
    try {
      lock.close();
    } catch (SQLException e) {
      LOG.debug("The lock goes with its session", e);
    }
    database.close();
    meters.close();
    LOG.info("Stopped");
  }

  private static void quietly(String what, Future<?> closing) {
    try {
      closing.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("While closing {}: {}", what, String.valueOf(e.getMessage()));
    }
  }
}
