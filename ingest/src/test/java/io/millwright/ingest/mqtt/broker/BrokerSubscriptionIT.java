package io.millwright.ingest.mqtt.broker;

import static io.millwright.ingest.testing.Eventually.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millwright.ingest.codec.NativeFormat;
import io.millwright.ingest.mqtt.HoldingIntake;
import io.millwright.ingest.mqtt.Mosquitto;
import io.millwright.ingest.mqtt.RawMqtt;
import io.millwright.ingest.mqtt.endpoint.EndpointBench;
import io.millwright.ingest.pipeline.Inbound;
import io.millwright.ingest.pipeline.Settlement;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker that goes away and comes back: nothing is lost, nothing wrongly acknowledged. */
class BrokerSubscriptionIT {
  private static final int CAP = 15; // below the broker's own window of 20

  /** The broker ends a connection that is silent for half as long again. */
  private static final int KEEP_ALIVE_SECONDS = 4;

  @TempDir private Path folder;

  private final HoldingIntake intake = new HoldingIntake();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private Mosquitto broker;
  private BrokerSubscription subscription;

  @BeforeEach
  void start() throws IOException {
    broker = new Mosquitto(folder);
    BrokerSettings settings =
        new BrokerSettings(
            "127.0.0.1",
            broker.port(),
            null,
            null,
            null,
            "millwright",
            KEEP_ALIVE_SECONDS,
            1 << 20,
            CAP);
    subscription =
        new BrokerSubscription(
            vertx, settings, new NativeFormat(), intake, null, meters, new Random(1));
    subscription.start();
    awaitConnected(1);
  }

  @AfterEach
  void stop() {
    if (subscription != null) {
      EndpointBench.await(subscription.close());
      broker.close();
    }
    EndpointBench.await(vertx.close());
  }

  @Test
  void nothingIsLostWhileTheBrokerRestarts() throws Exception {
    Set<String> sent = new HashSet<>();
    Set<String> stored = new HashSet<>();
    publish(0, 300, sent);
    for (int i = 0; i < 120; i++) {
      stored.add(intake.settleNext(Settlement.STORED));
    }
    intake.next(); // received, never settled: as if we were killed before the commit
    broker.stop();
    awaitConnected(0);
    broker.start();
    publish(300, 300, sent);
    while (stored.size() < sent.size()) {
      stored.add(intake.settleNext(Settlement.UNDECODABLE));
    }
    assertThat(stored).isEqualTo(sent);
  }

  @Test
  void messagesOfAFormerConnectionAreNotAcknowledgedOnTheNext() throws Exception {
    Set<String> sent = new HashSet<>();
    publish(0, 10, sent);
    List<Inbound> former = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      former.add(intake.next());
    }
    restart();
    for (int i = 0; i < 10; i++) {
      assertThat(new String(intake.next().payload(), UTF_8)).as("again").startsWith("m");
    }
    former.forEach(message -> message.acknowledgement().settled(Settlement.STORED));
    restart();
    Set<String> third = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      third.add(intake.settleNext(Settlement.STORED));
    }
    assertThat(third).isEqualTo(sent);
  }

  @Test
  void aPauseHoldsTheBrokerBackAndKeepsTheConnection() throws Exception {
    subscription.pause();
    // There is one event loop, and it takes its tasks in turn: after this one the pause holds.
    CompletableFuture<Void> applied = new CompletableFuture<>();
    vertx.runOnContext(v -> applied.complete(null));
    applied.get();
    Set<String> sent = new HashSet<>();
    publish(0, 200, sent);
    await()
        .during(Duration.ofSeconds(2 * KEEP_ALIVE_SECONDS))
        .until(() -> intake.accepted() == 0 && connected() == 1);
    subscription.resume();
    Set<String> stored = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      stored.add(intake.settleNext(Settlement.STORED));
    }
    assertThat(stored).isEqualTo(sent);
    assertThat(intake.accepted()).as("none delivered twice").isEqualTo(200);
  }

  @Test
  void notMoreThanTheCapIsTakenUnacknowledged() throws Exception {
    publish(0, 100, new HashSet<>());
    await().during(Duration.ofSeconds(1)).until(() -> intake.accepted() == CAP);
    await()
        .until(
            () -> {
              intake.settleAll();
              return intake.accepted() == 100;
            });
  }

  @Test
  void theGatewayIsTakenFromTheTopic() throws IOException {
    try (RawMqtt publisher = publisher()) {
      publisher.publish("millwright/v1/gw-9/faults", 1, 1, "m");
      publisher.publish("millwright/v1/not a gateway/meters", 1, 2, "m");
      publisher.publish("millwright/v1/gw-9/other", 1, 3, "m");
      publisher.read();
      publisher.read();
      publisher.read();
    }
    assertThat(intake.next().gateway()).isEqualTo("gw-9");
    assertThat(intake.next().gateway()).isEqualTo("not a gateway");
    await().until(() -> intake.accepted() == 2);
  }

  private void publish(int from, int count, Set<String> sent) throws IOException {
    try (RawMqtt publisher = publisher()) {
      for (int i : IntStream.range(from, from + count).toArray()) {
        publisher.publish(EndpointBench.OWN, 1, i + 1, "m" + i);
        assertThat(publisher.read().packetId()).isEqualTo(i + 1);
        sent.add("m" + i);
      }
    }
  }

  private RawMqtt publisher() throws IOException {
    RawMqtt publisher = new RawMqtt(broker.port(), 4).connect("publisher", "any", "thing", true, 0);
    assertThat(publisher.read().body()[1]).isZero();
    return publisher;
  }

  private void restart() throws Exception {
    broker.stop();
    awaitConnected(0);
    broker.start();
    awaitConnected(1);
  }

  private int connected() {
    return (int) meters.get("millwright.mqtt.broker.connected").gauge().value();
  }

  private void awaitConnected(int count) {
    await().until(() -> connected() == count);
  }
}
