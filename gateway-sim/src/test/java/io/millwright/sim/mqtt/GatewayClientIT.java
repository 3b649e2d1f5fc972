package io.millwright.sim.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class GatewayClientIT {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final GatewayStats stats = new GatewayStats();

  @Test
  void everyMessageIsAcknowledgedInOrder() throws Exception {
    try (TinyServer server = new TinyServer("pw", n -> TinyServer.Answer.ACKNOWLEDGE);
        GatewayClient client = client(server, 64)) {
      client.connect();
      publish(client, 0, 2_000);

      assertThat(client.awaitDrained(LIMIT)).isTrue();
      assertThat(server.acknowledged()).isEqualTo(numbers(2_000));
      assertThat(stats.published()).isEqualTo(2_000);
      assertThat(stats.acknowledged()).isEqualTo(2_000);
      assertThat(stats.latencies().getTotalCount()).isEqualTo(2_000);
    }
  }

  @Test
  void whatWasNotAcknowledgedIsSentAgainAfterEachLostConnection() throws Exception {
    try (TinyServer server =
            new TinyServer(
                "pw",
                n ->
                    n % 100 == 99
                        ? TinyServer.Answer.HANG_UP
                        : n % 100 >= 90
                            ? TinyServer.Answer.WITHHOLD
                            : TinyServer.Answer.ACKNOWLEDGE);
        GatewayClient client = client(server, 16)) {
      client.connect();
      publish(client, 0, 400);

      assertThat(client.awaitDrained(LIMIT)).isTrue();
      assertThat(new LinkedHashSet<>(server.acknowledged()))
          .containsExactlyElementsOf(numbers(400));
      assertThat(stats.repeated()).isPositive();
      assertThat(stats.connects()).isGreaterThan(2);
    }
  }

  @Test
  void theWindowBoundsWhatIsInFlightAndTheBufferWhatIsHeld() throws Exception {
    AtomicBoolean withhold = new AtomicBoolean(true);
    try (TinyServer server =
            new TinyServer(
                "pw",
                n -> withhold.get() ? TinyServer.Answer.WITHHOLD : TinyServer.Answer.ACKNOWLEDGE);
        GatewayClient client =
            new GatewayClient(
                new GatewayOptions(
                    server.url(), "gw", "pw", 8, 20, Duration.ofHours(1), Duration.ofSeconds(30)),
                stats)) {
      client.connect();
      Thread publisher = new Thread(() -> publishQuietly(client, 100));
      publisher.start();
      await().atMost(LIMIT).until(() -> server.received() == 8 && client.pending() == 20);
      await().atMost(LIMIT).until(() -> publisher.getState() == Thread.State.WAITING);
      assertThat(server.mostWithheld()).isEqualTo(8);

      withhold.set(false);
      client.linkDown();
      client.linkUp();
      publisher.join(LIMIT.toMillis());
      assertThat(client.awaitDrained(LIMIT)).isTrue();
      assertThat(new LinkedHashSet<>(server.acknowledged()))
          .containsExactlyElementsOf(numbers(100));
    }
  }

  @Test
  void messagesOfAnOutageAreKeptAndSentAfterwards() throws Exception {
    try (TinyServer server = new TinyServer("pw", n -> TinyServer.Answer.ACKNOWLEDGE);
        GatewayClient client = client(server, 64)) {
      client.connect();
      client.linkDown();
      await().atMost(LIMIT).until(() -> server.connections() == 0);
      publish(client, 0, 50);
      assertThat(client.pending()).isEqualTo(50);

      client.linkUp();
      assertThat(client.awaitDrained(LIMIT)).isTrue();
      assertThat(server.acknowledged()).isEqualTo(numbers(50));
    }
  }

  @Test
  void aServerThatRestartsIsFoundAgain() throws Exception {
    try (TinyServer server = new TinyServer("pw", n -> TinyServer.Answer.ACKNOWLEDGE);
        GatewayClient client = client(server, 64)) {
      client.connect();
      publish(client, 0, 10);
      assertThat(client.awaitDrained(LIMIT)).isTrue();
      server.stop();
      publish(client, 10, 30);
      server.startAgain();

      assertThat(client.awaitDrained(LIMIT)).isTrue();
      assertThat(new LinkedHashSet<>(server.acknowledged())).containsExactlyElementsOf(numbers(30));
    }
  }

  @Test
  void aRefusedMessageIsCountedByReasonAndNotSentAgain() throws Exception {
    try (TinyServer server =
            new TinyServer(
                "pw", n -> n % 2 == 0 ? TinyServer.Answer.REFUSE : TinyServer.Answer.ACKNOWLEDGE);
        GatewayClient client = client(server, 4)) {
      client.connect();
      publish(client, 0, 10);

      assertThat(client.awaitDrained(LIMIT)).isTrue();
      assertThat(server.received()).isEqualTo(10);
      assertThat(stats.refused()).isEqualTo(Map.of(0x87, 5L));
      assertThat(stats.acknowledged()).isEqualTo(5);
    }
  }

  @Test
  void aWrongPasswordIsNamed() {
    try (TinyServer server = new TinyServer("other", n -> TinyServer.Answer.ACKNOWLEDGE);
        GatewayClient client = client(server, 4)) {
      assertThatThrownBy(client::connect)
          .isInstanceOfSatisfying(
              ConnectFailure.class,
              e -> assertThat(e.kind()).isEqualTo(ConnectFailure.Cause.CREDENTIALS))
          .hasMessageContaining("wrong password");
    }
  }

  @Test
  void aServerThatIsNotThereIsNamed() {
    URI nobody;
    try (TinyServer server = new TinyServer("pw", n -> TinyServer.Answer.ACKNOWLEDGE)) {
      nobody = server.url();
    }
    try (GatewayClient client = new GatewayClient(GatewayOptions.of(nobody, "gw", "pw"), stats)) {
      assertThatThrownBy(client::connect)
          .isInstanceOfSatisfying(
              ConnectFailure.class,
              e -> assertThat(e.kind()).isEqualTo(ConnectFailure.Cause.UNREACHABLE));
    }
  }

  @Test
  void missingAcknowledgementsAreNamedByGateway() throws Exception {
    try (TinyServer server = new TinyServer("pw", n -> TinyServer.Answer.WITHHOLD);
        GatewayClient client = client(server, 4)) {
      client.connect();
      publish(client, 0, 3);

      assertThatThrownBy(() -> Unacknowledged.awaitAll(Map.of("gw", client), Duration.ZERO))
          .isInstanceOf(Unacknowledged.class)
          .hasMessageContaining("{gw=3}");
    }
  }

  private GatewayClient client(TinyServer server, int window) {
    return new GatewayClient(GatewayOptions.of(server.url(), "gw", "pw").withWindow(window), stats);
  }

  private static void publish(GatewayClient client, int from, int to) throws InterruptedException {
    for (int i = from; i < to; i++) {
      client.publish(
          "millwright/v1/gw/readings", Integer.toString(i).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void publishQuietly(GatewayClient client, int count) {
    try {
      publish(client, 0, count);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> numbers(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }
}
