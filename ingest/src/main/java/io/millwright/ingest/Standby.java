package io.millwright.ingest;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millwright.ingest.api.HttpApi;
import io.millwright.ingest.api.MetricsRoute;
import io.millwright.ingest.api.Routes;
import io.millwright.ingest.api.StandbyRoutes;
import io.millwright.ingest.metrics.ProcessMetrics;
import io.millwright.ingest.store.InstanceLock;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process has before it is the one that works: connections, the HTTP port, and a lock it
 * waits for. Supervisors see that it is alive and not ready.
 */
final class Standby implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Standby.class);
  private static final int NAME_LENGTH = 25;

  final HikariDataSource database;
  final InstanceLock lock;
  final Vertx vertx;
  final PrometheusMeterRegistry meters;
  final HttpApi api;
  private final int apiPort;
  private final WarmUp warmUp;
  private volatile String state = "starting";
  private volatile boolean active;
  private boolean over;

  private Standby(Settings settings, HikariDataSource database) {
    this.database = database;
    this.lock = new InstanceLock(ConnectionPool.lockSessions(settings.database()), self());
    this.vertx = EventLoops.start();
    this.meters = ProcessMetrics.registry();
    this.warmUp = new WarmUp(database);
    Gauge.builder("millwright.active", this, self -> self.isActive() ? 1 : 0)
        .description("1 on the process that works, 0 on one that stands by")
        .register(meters);
    Gauge.builder("millwright.standby.seen", lock, self -> self.isStandbySeen() ? 1 : 0)
        .description("1 on the process that works when another one stands by")
        .register(meters);
    this.api = new HttpApi(vertx, settings.api(), routes());
    try {
      this.apiPort =
          Futures.await(
              api.start(), "HTTP on " + settings.api().host() + ":" + settings.api().port());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Listens for supervisors, and for nobody else.
   *
   * @throws IllegalStateException when the port is taken
   */
  static Standby open(Settings settings, int connections) {
    return new Standby(settings, ConnectionPool.open(settings.database(), connections));
  }

  private static String self() {
    String name = ProcessHandle.current().pid() + "@";
    try {
      name += InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      name += "localhost";
    }
    return name.substring(0, Math.min(NAME_LENGTH, name.length()));
  }

  private List<Routes> routes() {
    return List.of(new StandbyRoutes(() -> state), new MetricsRoute(vertx, meters));
  }

  /** Blocks for as long as another process works on the database. */
  void awaitTurn() {
    long begin = System.nanoTime();
    try {
      lock.take(this::waits);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while standing by", e);
    }
    if (!state.equals("starting")) {
      Duration waited = Duration.ofNanos(System.nanoTime() - begin);
      LOG.info("Takes over after {} s as the standby", waited.toSeconds());
    }
    state = "recovering";
  }

  private void waits(String why) {
    if (!why.equals(state)) {
      LOG.info("HTTP port {}: {}", apiPort, why);
      state = why;
    }
    warmUp.once();
  }

  /** From now on it works, unless it is over already; the routes are those of the service. */
  synchronized void activated(List<Routes> routes) {
    if (!over) {
      active = true;
      api.serve(routes);
    }
  }

  /** It works no more: nothing but why is answered from now on. */
  synchronized void over(String why) {
    over = true;
    active = false;
    state = why;
    api.serve(routes());
  }

  private boolean isActive() {
    return active && lock.isHeld();
  }

  int apiPort() {
    return apiPort;
  }

  /** Gives the lock up. */
  @Override
  public void close() {
    Futures.quietly("HTTP API", api.close());
    Futures.quietly("Vert.x", vertx.close());
    lock.close();
    database.close();
    meters.close();
  }
}
