package io.millwright.ingest.mqtt.endpoint;

import io.micrometer.core.instrument.MeterRegistry;
import io.millwright.ingest.codec.MessageFormat;
import io.millwright.ingest.mqtt.admission.AdmissionParts;
import io.millwright.ingest.mqtt.admission.Gatekeeper;
import io.millwright.ingest.mqtt.admission.RegistryCheck;
import io.millwright.ingest.mqtt.admission.SessionStore;
import io.millwright.ingest.mqtt.connection.ConnectionParts;
import io.millwright.ingest.mqtt.connection.Connections;
import io.millwright.ingest.mqtt.connection.MqttMetrics;
import io.millwright.ingest.mqtt.connection.Subscribers;
import io.millwright.ingest.mqtt.downlink.Presence;
import io.millwright.ingest.mqtt.limit.ConnectAttempts;
import io.millwright.ingest.mqtt.limit.RefusalLog;
import io.millwright.ingest.mqtt.limit.RefusedShare;
import io.millwright.ingest.mqtt.socket.SocketAccess;
import io.millwright.ingest.mqtt.tls.CertificateFiles;
import io.millwright.ingest.pipeline.FlowControl;
import io.millwright.ingest.pipeline.Intake;
import io.millwright.ingest.pipeline.Outgoing;
import io.millwright.ingest.pipeline.Publisher;
import io.millwright.ingest.registry.GatewayCredentials;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.mqtt.MqttServerOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The MQTT endpoint gateways connect to: 3.1.1 and 5, QoS 0 to 2. A PUBACK or PUBREC is sent after
 * the commit. What we say to gateways goes out at QoS 0 to those that listen. {@code docs/mqtt.md}
 * lists its answers. {@link #pause()} before {@link #close()} lets what is on its way be committed
 * and acknowledged.
 */
public final class MqttEndpointServer implements FlowControl, Publisher {
  private static final Logger log = LoggerFactory.getLogger(MqttEndpointServer.class);
  private static final long CLEANING_MILLIS = TimeUnit.HOURS.toMillis(1);

  /** Vert.x's way to share a free port among servers: the same number below zero. */
  private static final AtomicInteger FREE_PORTS = new AtomicInteger();

  private final Vertx vertx;
  private final Gatekeeper gatekeeper;
  private final ConnectionParts parts;
  private final List<MqttListener> listeners = new ArrayList<>();
  private final Intake intake;
  private final RegistryCheck check;
  private final Duration recheck;
  private final @Nullable CertificateFiles certificates;
  private final @Nullable Presence presence;
  private volatile boolean paused;
  private final List<Long> timers = new CopyOnWriteArrayList<>();

  /**
   * An endpoint that does not listen yet.
   *
   * @param vertx runs the event loops
   * @param settings where to listen, and what clients are granted
   * @param credentials who may connect
   * @param sessions which clients were connected before
   * @param formats say which topics a gateway may publish to
   * @param intake where messages go
   * @param presence what we say of ourselves; null for nothing
   * @param meters for {@code millwright.mqtt.connections}, {@code millwright.mqtt.messages} and
   *     {@code millwright.mqtt.refused}
   * @param clock for the log's once-a-minute
   * @throws IllegalStateException when this Vert.x version gives no way to stop reading a socket
   */
  public MqttEndpointServer(
      Vertx vertx,
      MqttSettings settings,
      GatewayCredentials credentials,
      SessionStore sessions,
      MessageFormat formats,
      Intake intake,
      @Nullable Presence presence,
      MeterRegistry meters,
      InstantSource clock) {
    this.vertx = vertx;
    this.intake = intake;
    this.presence = presence;
    this.gatekeeper = new Gatekeeper(vertx, credentials, sessions);
    Connections connections =
        new Connections(settings.limits().connections(), settings.limits().gateway());
    MqttMetrics metrics = new MqttMetrics(meters, connections);
    this.parts =
        new ConnectionParts(
            settings.limits(),
            formats,
            intake,
            () -> paused,
            connections,
            new Subscribers(),
            new RefusedShare(clock),
            metrics,
            new RefusalLog(clock));
    AdmissionParts admission =
        new AdmissionParts(
            gatekeeper, new ConnectAttempts(settings.limits().connects(), System::nanoTime), parts);
    this.check = new RegistryCheck(gatekeeper, connections, metrics);
    this.recheck = settings.limits().timeouts().recheck();
    this.certificates = settings.tls() == null ? null : new CertificateFiles(settings.tls());
    SocketAccess sockets = new SocketAccess();
    MqttServerOptions options = options(settings, certificates);
    for (int i = 0; i < settings.eventLoops(); i++) {
      listeners.add(new MqttListener(options, sockets, admission));
    }
  }

  /**
   * Listens. To be called once.
   *
   * @return the port; fails when it is taken, or when the database cannot be asked for sessions
   */
  public Future<Integer> start() {
    intake.register(this);
    announce();
    return gatekeeper
        .recover()
        .compose(v -> Future.all(listeners.stream().map(vertx::deployVerticle).toList()))
        .map(
            v -> {
              timers.add(vertx.setPeriodic(CLEANING_MILLIS, t -> gatekeeper.removeExpired()));
              timers.add(vertx.setPeriodic(recheck.toMillis(), t -> check.run()));
              if (certificates != null) {
                timers.add(vertx.setPeriodic(recheck.toMillis(), t -> renew(certificates)));
              }
              return listeners.get(0).port();
            });
  }

  @Override
  public void pause() {
    paused = true;
    listeners.forEach(MqttListener::applyPause);
  }

  @Override
  public void resume() {
    paused = false;
    listeners.forEach(MqttListener::applyPause);
  }

  @Override
  public void publish(Outgoing message) {
    parts.subscribers().publish(message);
  }

  @Override
  public void announce() {
    if (presence != null) {
      publish(presence.now().online());
    }
  }

  /**
   * Stops listening and ends all connections; MQTT 5 clients are told that the server shuts down.
   * Settlements that come later are not answered: their clients send again.
   *
   * @return completes when the sessions are closed in the database
   */
  public Future<Void> close() {
    timers.forEach(vertx::cancelTimer);
    if (presence != null) {
      publish(presence.now().offline());
    }
    return Future.join(listeners.stream().map(MqttListener::disconnectAll).toList())
        .transform(
            v ->
                Future.join(
                    listeners.stream()
                        .map(MqttListener::deploymentID)
                        .filter(Objects::nonNull)
                        .map(vertx::undeploy)
                        .toList()))
        .transform(v -> gatekeeper.close());
  }

  /** A renewed certificate counts for connections from now on; a broken one changes nothing. */
  private void renew(CertificateFiles files) {
    if (files.changed()) {
      listeners
          .get(0)
          .use(files.options(new ServerSSLOptions()))
          .onSuccess(v -> log.info("The MQTT endpoint uses its renewed certificate files"))
          .onFailure(
              e ->
                  log.error(
                      "The certificate files have changed and cannot be used; the former ones stay"
                          + " in use: {}",
                      e.toString()));
    }
  }

  private static MqttServerOptions options(
      MqttSettings settings, @Nullable CertificateFiles certificates) {
    MqttServerOptions options = new MqttServerOptions();
    options.setHost(settings.host());
    options.setPort(settings.port() == 0 ? FREE_PORTS.decrementAndGet() : settings.port());
    options.setMaxMessageSize(settings.limits().packetBytes());
    options.setAutoClientId(false);
    options.setTcpKeepAlive(true);
    options.setTcpNoDelay(true);
    options.setAcceptBacklog(1024);
    if (certificates != null) {
      ServerSSLOptions tls = certificates.options(new ServerSSLOptions());
      options.setSsl(true);
      options.setKeyCertOptions(tls.getKeyCertOptions());
      options.setTrustOptions(tls.getTrustOptions());
      options.setClientAuth(tls.getClientAuth());
      options.setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"));
      options.setSslHandshakeTimeout(settings.limits().timeouts().connect().toMillis());
      options.setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    }
    return options;
  }
}
