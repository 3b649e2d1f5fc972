package io.millwright.ingest.mqtt.broker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.millwright.ingest.codec.MessageFormat;
import io.millwright.ingest.mqtt.downlink.Presence;
import io.millwright.ingest.mqtt.socket.SocketAccess;
import io.millwright.ingest.mqtt.tls.BrokerTls;
import io.millwright.ingest.pipeline.FlowControl;
import io.millwright.ingest.pipeline.Intake;
import io.millwright.ingest.pipeline.Outgoing;
import io.millwright.ingest.pipeline.Publisher;
import io.millwright.ingest.retry.Backoff;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import io.vertx.mqtt.messages.MqttSubAckMessage;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the messages of all gateways from an existing broker: MQTT 3.1.1, QoS 1, in a session that
 * the broker keeps while we are away. A message is acknowledged after its commit; the broker
 * delivers again what was not. Retained messages are taken as any other: they may be the only copy
 * of a reading, and storing one twice changes nothing. Lost connections are made again, with a new
 * client each, so that no acknowledgement can end up on a later connection.
 */
public final class BrokerSubscription implements FlowControl, Publisher {
  private static final Logger log = LoggerFactory.getLogger(BrokerSubscription.class);
  private static final long HANDSHAKE_SECONDS = 20;
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final BrokerSettings settings;
  private final MessageFormat formats;
  private final Intake intake;
  private final @Nullable Presence presence;
  private final Counter messages;
  private final AtomicInteger connected = new AtomicInteger();
  private final Backoff backoff;
  private final SocketAccess sockets = new SocketAccess();
  private final Context context;
  private volatile boolean paused;

  // Only on the context.
  private @Nullable MqttClient client;
  private @Nullable BrokerConnection connection;
  private Presence.@Nullable Words words;
  private boolean closed;
  private int failures;

  /**
   * A subscription that is not started.
   *
   * @param vertx runs the event loop
   * @param settings which broker
   * @param formats which topics to subscribe to, and who speaks there
   * @param intake where messages go
   * @param presence what we say of ourselves there; null for nothing
   * @param meters for {@code millwright.mqtt.messages} and {@code millwright.mqtt.broker.connected}
   * @param random spreads the attempts to connect
   */
  public BrokerSubscription(
      Vertx vertx,
      BrokerSettings settings,
      MessageFormat formats,
      Intake intake,
      @Nullable Presence presence,
      MeterRegistry meters,
      RandomGenerator random) {
    this.vertx = vertx;
    this.presence = presence;
    this.settings = settings;
    this.formats = formats;
    this.intake = intake;
    this.backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT, random);
    this.context = vertx.getOrCreateContext();
    this.messages =
        Counter.builder("millwright.mqtt.messages")
            .description("Messages received")
            .tag("source", "broker")
            .register(meters);
    meters.gauge("millwright.mqtt.broker.connected", connected);
  }

  /** Starts to connect, and goes on trying until it is closed. To be called once. */
  public void start() {
    intake.register(this);
    context.runOnContext(v -> connect());
  }

  @Override
  public void pause() {
    paused = true;
    context.runOnContext(v -> applyPause());
  }

  @Override
  public void resume() {
    paused = false;
    context.runOnContext(v -> applyPause());
  }

  @Override
  public void publish(Outgoing message) {
    context.runOnContext(v -> send(message));
  }

  @Override
  public void announce() {
    context.runOnContext(
        v -> {
          if (words != null && !closed) {
            send(words.online());
          }
        });
  }

  private Future<?> send(Outgoing message) {
    MqttClient current = client;
    if (current == null || connected.get() == 0) {
      return Future.succeededFuture();
    }
    return current
        .publish(
            message.topic(),
            Buffer.buffer(message.payload()),
            MqttQoS.valueOf(message.qos()),
            false,
            message.retained())
        .onFailure(e -> log.warn("Broker {}: {} not sent: {}", settings, message.topic(), e + ""));
  }

  /** Why nothing comes from the broker at present, or empty. Any thread. */
  public Optional<String> problem() {
    return connected.get() > 0
        ? Optional.empty()
        : Optional.of("not connected to " + settings.host() + ":" + settings.port());
  }

  /**
   * Disconnects; the broker keeps the session. Settlements that come later are not answered.
   *
   * @return completes when the connection is closed
   */
  public Future<Void> close() {
    Promise<Void> done = Promise.promise();
    context.runOnContext(
        v -> {
          closed = true;
          if (client == null) {
            done.complete();
          } else {
            MqttClient leaving = client;
            Future<?> said = words == null ? Future.succeededFuture() : send(words.offline());
            said.transform(w -> leaving.disconnect()).onComplete(done);
          }
        });
    return done.future();
  }

  private void applyPause() {
    if (connection != null) {
      connection.pause(paused);
    }
  }

  private void connect() {
    if (closed) {
      return;
    }
    words = presence == null ? null : presence.now();
    MqttClient attempt = MqttClient.create(vertx, options());
    client = attempt;
    // The broker may send what it kept for us in one go with its CONNACK.
    attempt.publishHandler(
        message -> {
          if (attempt == client) {
            connectionOf(attempt).received(message);
          }
        });
    attempt.subscribeCompletionHandler(suback -> subscribed(attempt, suback));
    attempt.exceptionHandler(e -> log.warn("Broker {}: {}", settings, e.toString()));
    attempt
        .connect(settings.port(), settings.host())
        .timeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
        .onSuccess(
            connack -> {
              attempt.closeHandler(v -> lost("the connection was closed"));
              connectionOf(attempt);
              attempt
                  .subscribe(
                      formats.filters().stream()
                          .collect(Collectors.toMap(filter -> filter, filter -> 1)))
                  .onFailure(e -> log.warn("Broker {}: SUBSCRIBE failed: {}", settings, e + ""));
            })
        .onFailure(
            e -> {
              attempt.disconnect().onFailure(again -> log.debug("Already closed", again));
              lost(e.toString());
            });
  }

  private BrokerConnection connectionOf(MqttClient attempt) {
    BrokerConnection current = connection;
    if (current == null) {
      current = new BrokerConnection(sockets.channel(attempt), settings, formats, intake, messages);
      connection = current;
      current.start(paused);
    }
    return current;
  }

  private void subscribed(MqttClient attempt, MqttSubAckMessage suback) {
    int lowest = suback.grantedQoSLevels().stream().mapToInt(Integer::intValue).min().orElse(0);
    boolean refused =
        suback.grantedQoSLevels().stream().anyMatch(level -> level > MqttQoS.EXACTLY_ONCE.value());
    if (refused) {
      log.error(
          "Broker {} refuses our subscription: allow it to read {} there",
          settings,
          String.join(", ", formats.filters()));
      attempt.disconnect().onFailure(e -> log.debug("Already closed", e));
      return;
    }
    if (lowest < MqttQoS.AT_LEAST_ONCE.value()) {
      log.warn("Broker {} grants QoS 0 only: messages are lost while we are away", settings);
    }
    failures = 0;
    connected.set(1);
    log.info("Subscribed at broker {}", settings);
    if (words != null) {
      send(words.online());
    }
  }

  private void lost(String why) {
    connected.set(0);
    connection = null;
    client = null;
    if (!closed) {
      long delay = Math.max(1, backoff.delay(++failures).toMillis());
      log.warn("Broker {}: {}; next attempt in {} ms", settings, why, delay);
      vertx.setTimer(delay, t -> connect());
    }
  }

  private MqttClientOptions options() {
    MqttClientOptions options = new MqttClientOptions();
    options.setClientId(settings.clientId());
    options.setCleanSession(false);
    options.setAutoAck(false);
    options.setAutoKeepAlive(false);
    options.setKeepAliveInterval(settings.keepAliveSeconds());
    options.setMaxMessageSize(settings.packetBytes());
    options.setConnectTimeout((int) TimeUnit.SECONDS.toMillis(HANDSHAKE_SECONDS / 2));
    options.setTcpKeepAlive(true);
    BrokerTls tls = settings.tls();
    if (tls != null) {
      secure(options, tls);
    }
    if (words != null) {
      Outgoing will = words.offline();
      options.setWillFlag(true);
      options.setWillTopic(will.topic());
      options.setWillMessageBytes(Buffer.buffer(will.payload()));
      options.setWillQoS(will.qos());
      options.setWillRetain(will.retained());
    }
    if (settings.user() != null) {
      options.setUsername(settings.user());
    }
    if (settings.password() != null) {
      options.setPassword(settings.password());
    }
    return options;
  }

  private static void secure(MqttClientOptions options, BrokerTls tls) {
    options.setSsl(true);
    options.setHostnameVerificationAlgorithm("HTTPS");
    options.setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"));
    if (tls.authorities() != null) {
      options.setTrustOptions(new PemTrustOptions().addCertPath(tls.authorities().toString()));
    }
    if (tls.certificate() != null && tls.key() != null) {
      options.setKeyCertOptions(
          new PemKeyCertOptions()
              .setCertPath(tls.certificate().toString())
              .setKeyPath(tls.key().toString()));
    }
  }
}
