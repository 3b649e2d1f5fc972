package io.millwright.sim.mqtt;

import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** An MQTT 5 server in the test's own process that answers publications as the test says. */
public final class TinyServer implements AutoCloseable {

  /** As the password: let everybody in. */
  public static final String ANY = "";

  /** What the server does with a publication. */
  public enum Answer {
    ACKNOWLEDGE,
    REFUSE,
    WITHHOLD,
    HANG_UP
  }

  private final Vertx vertx = Vertx.vertx();
  private final String password;
  private final IntFunction<Answer> answers;
  private final AtomicInteger received = new AtomicInteger();
  private final List<String> acknowledged = new CopyOnWriteArrayList<>();
  private final Set<MqttEndpoint> endpoints = ConcurrentHashMap.newKeySet();
  private final AtomicInteger mostInFlight = new AtomicInteger();
  private final AtomicInteger withheld = new AtomicInteger();
  private volatile MqttServer server;
  private volatile int port;

  /**
   * Listens on a free port of loopback.
   *
   * @param password what a gateway must send, or {@link #ANY}
   * @param answers what to do with the nth publication, from 0
   */
  public TinyServer(String password, IntFunction<Answer> answers) {
    this.password = password;
    this.answers = answers;
    this.server = listen(0);
    this.port = server.actualPort();
  }

  private MqttServer listen(int onPort) {
    MqttServer made =
        MqttServer.create(vertx, new MqttServerOptions().setHost("127.0.0.1").setPort(onPort));
    made.endpointHandler(this::accept);
    made.exceptionHandler(e -> {});
    return join(made.listen());
  }

  private void accept(MqttEndpoint endpoint) {
    if (!password.equals(ANY) && !password.equals(endpoint.auth().getPassword())) {
      endpoint.reject(MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD);
      return;
    }
    endpoints.add(endpoint);
    withheld.set(0);
    endpoint.closeHandler(gone -> endpoints.remove(endpoint));
    endpoint.exceptionHandler(e -> {});
    endpoint.publishHandler(message -> publication(endpoint, message));
    endpoint.accept(true);
  }

  private void publication(MqttEndpoint endpoint, MqttPublishMessage message) {
    switch (answers.apply(received.getAndIncrement())) {
      case ACKNOWLEDGE -> {
        acknowledged.add(message.payload().toString(StandardCharsets.UTF_8));
        endpoint.publishAcknowledge(message.messageId());
      }
      case REFUSE ->
          endpoint.publishAcknowledge(
              message.messageId(),
              MqttPubAckReasonCode.NOT_AUTHORIZED,
              MqttProperties.NO_PROPERTIES);
      case WITHHOLD -> mostInFlight.accumulateAndGet(withheld.incrementAndGet(), Math::max);
      case HANG_UP -> endpoint.close();
    }
  }

  public URI url() {
    return URI.create("tcp://127.0.0.1:" + port);
  }

  /** Payloads in the order they were acknowledged, repeats included. */
  public List<String> acknowledged() {
    return acknowledged;
  }

  public int received() {
    return received.get();
  }

  public int mostWithheld() {
    return mostInFlight.get();
  }

  public int connections() {
    return endpoints.size();
  }

  public void stop() {
    join(server.close());
  }

  /** Listens on the same port; until a closing connection lets go of it, that may take a while. */
  public void startAgain() {
    await()
        .atMost(1, TimeUnit.MINUTES)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              server = listen(port);
            });
  }

  @Override
  public void close() {
    join(vertx.close());
  }

  private static <T> T join(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
