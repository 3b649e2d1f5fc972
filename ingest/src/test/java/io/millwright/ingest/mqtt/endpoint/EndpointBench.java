package io.millwright.ingest.mqtt.endpoint;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millwright.ingest.codec.NativeFormat;
import io.millwright.ingest.mqtt.HoldingIntake;
import io.millwright.ingest.mqtt.RawMqtt;
import io.millwright.ingest.mqtt.admission.SessionStore;
import io.millwright.ingest.mqtt.limit.ConnectRates;
import io.millwright.ingest.mqtt.limit.MqttLimits;
import io.millwright.ingest.mqtt.limit.MqttTimeouts;
import io.millwright.ingest.mqtt.tls.MqttTls;
import io.millwright.ingest.registry.GatewayCredentials;
import io.millwright.ingest.registry.GatewayLimits;
import io.millwright.ingest.registry.PasswordHash;
import io.millwright.ingest.testing.Eventually;
import io.millwright.ingest.testing.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** An endpoint on a free port, with a database and an intake that the test commands. */
public final class EndpointBench implements AutoCloseable {
  private static final String HASH = PasswordHash.of("secret", 64, 1).encoded();
  public static final String OWN = "millwright/v1/gw-1/readings";
  static final MqttLimits SMALL =
      new MqttLimits(
          3,
          4096,
          16,
          100,
          Duration.ofDays(1),
          new MqttTimeouts(
              Duration.ofSeconds(4),
              Duration.ofMinutes(1),
              Duration.ofMinutes(1),
              Duration.ofMinutes(10),
              Duration.ofMillis(100)),
          new GatewayLimits(100, 0, 0),
          new ConnectRates(0, 0, 0));

  private final TestDatabase database = TestDatabase.fresh();
  private final Vertx vertx = Vertx.vertx();
  private final MqttLimits limits;
  private final @Nullable MqttTls tls;
  private final HikariDataSource dataSource;
  private final GatewayCredentials credentials;
  private HoldingIntake intake = new HoldingIntake();
  private SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private MqttEndpointServer server;
  private int port;

  EndpointBench(MqttLimits limits) {
    this(limits, null);
  }

  EndpointBench(MqttLimits limits, @Nullable MqttTls tls) {
    this.limits = limits;
    this.tls = tls;
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(database.address().jdbcUrl());
    pool.setUsername(database.address().user());
    pool.setPassword(database.address().password());
    // One for each of the gatekeeper's threads, and more.
    pool.setMaximumPoolSize(4 + Runtime.getRuntime().availableProcessors());
    dataSource = new HikariDataSource(pool);
    Flyway.configure().dataSource(dataSource).load().migrate();
    insert("gw-1", true);
    insert("gw-2", true);
    insert("gw-off", false);
    credentials = new GatewayCredentials(dataSource);
    server = create();
    start();
  }

  private MqttEndpointServer create() {
    return new MqttEndpointServer(
        vertx,
        new MqttSettings("127.0.0.1", 0, tls, 2, limits),
        credentials,
        new SessionStore(dataSource, InstantSource.system()),
        new NativeFormat(),
        intake,
        null,
        meters,
        InstantSource.system());
  }

  private void start() {
    port = await(server.start());
  }

  /** Another server on another port, over the same database. */
  void restart() {
    await(server.close());
    intake = new HoldingIntake();
    meters = new SimpleMeterRegistry();
    server = create();
    start();
  }

  void execute(String sql) {
    try (Connection connection = dataSource.getConnection()) {
      connection.createStatement().execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(1, TimeUnit.MINUTES).join();
  }

  private void insert(String gateway, boolean enabled) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into gateway (id, password_hash, enabled) values (?, ?, ?)")) {
      insert.setString(1, gateway);
      insert.setString(2, HASH);
      insert.setBoolean(3, enabled);
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A connected client, its CONNACK read. */
  RawMqtt client(int version, String clientId) throws IOException {
    RawMqtt client = new RawMqtt(port, version).connect(clientId, "gw-1", "secret", true, 0);
    RawMqtt.Packet connack = client.read();
    if (connack.body()[1] != 0) {
      throw new IllegalStateException("Refused: " + connack);
    }
    return client;
  }

  HoldingIntake intake() {
    return intake;
  }

  MqttEndpointServer server() {
    return server;
  }

  Vertx vertx() {
    return vertx;
  }

  int port() {
    return port;
  }

  HikariDataSource dataSource() {
    return dataSource;
  }

  double refused(String reason) {
    return meters.counter("millwright.mqtt.refused", "reason", reason).count();
  }

  double messages() {
    return meters.get("millwright.mqtt.messages").counter().count();
  }

  int connections() {
    return (int) meters.get("millwright.mqtt.connections").gauge().value();
  }

  /** Open connections of a gateway as the metric has them, 0 when it is not listed. */
  int connections(String gateway) {
    var gauge = meters.find("millwright.mqtt.gateway.connections").tag("gateway", gateway).gauge();
    return gauge == null ? 0 : (int) gauge.value();
  }

  double slowed() {
    return meters.get("millwright.mqtt.slowed").counter().count();
  }

  void awaitConnections(int count) {
    Eventually.await().until(() -> connections() == count);
  }

  @Override
  public void close() {
    await(server.close());
    await(vertx.close());
    dataSource.close();
    database.close();
  }
}
