package io.millwright.ingest.mqtt.endpoint;

import static io.millwright.ingest.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.mqtt.RawMqtt;
import io.millwright.ingest.mqtt.limit.ConnectRates;
import io.millwright.ingest.mqtt.limit.MqttLimits;
import io.millwright.ingest.registry.GatewayLimits;
import io.millwright.ingest.registry.GatewayToken;
import io.millwright.ingest.registry.PasswordHash;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one gateway may take, and what becomes of it when it takes more or may no more. */
class MqttLimitsIT {
  private static final int CONNECTION_RATE_EXCEEDED = 0x9F;
  private static final int SERVER_BUSY = 0x89;
  private static final int QUOTA_EXCEEDED = 0x97;
  private static final int BAD_CREDENTIALS = 0x86;
  private static final int ADMINISTRATIVE_ACTION = 0x98;
  private static final ConnectRates ANY = new ConnectRates(0, 0, 0);

  private @Nullable EndpointBench bench;

  @AfterEach
  void stop() {
    if (bench != null) {
      bench.close();
    }
  }

  @Test
  void aGatewayAboveItsRateIsSlowedAndLosesNothing() throws Exception {
    EndpointBench endpoint = start(new GatewayLimits(0, 200, 0), ANY);
    endpoint.intake().settleAtOnce(true);
    try (RawMqtt fast = endpoint.client(4, "fast");
        RawMqtt other = new RawMqtt(endpoint.port(), 4).connect("o", "gw-2", "secret", true, 0)) {
      assertThat(other.read().body()[1]).isZero();
      long begin = System.nanoTime();
      CompletableFuture<Void> flood = publish(fast, 800);
      // While it is held back, another gateway is served.
      await().until(() -> endpoint.slowed() >= 1);
      other.publish("millwright/v1/gw-2/readings", 1, 7, "x");
      assertThat(other.read().packetId()).isEqualTo(7);
      // 200 saved up, 200 a second, and the other one's.
      assertThat(endpoint.intake().accepted()).isLessThan(202 + (int) (200 * secondsSince(begin)));

      await().until(() -> endpoint.intake().accepted() == 801);
      flood.get(1, TimeUnit.MINUTES);
      // 200 saved up, 600 more at 200 a second; slower is the machine's affair.
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isGreaterThan(Duration.ofMillis(2900));
      assertThat(endpoint.connections()).as("nobody was disconnected").isEqualTo(2);
    }
  }

  @Test
  void theRegistrySaysOtherwiseAlsoForOpenConnections() throws Exception {
    EndpointBench endpoint = start(new GatewayLimits(0, 0, 0), ANY);
    endpoint.intake().settleAtOnce(true);
    try (RawMqtt client = endpoint.client(4, "c")) {
      publish(client, 2000).get(1, TimeUnit.MINUTES);
      await().until(() -> endpoint.intake().accepted() == 2000);
      assertThat(endpoint.slowed()).isZero();
      endpoint.execute("update gateway set max_bytes_per_second = 5000 where id = 'gw-1'");
      await()
          .until(
              () -> {
                publish(client, 300).get(1, TimeUnit.MINUTES);
                return endpoint.slowed() > 0;
              });
    }
  }

  @Test
  void aGatewayHasSoManyConnectionsAndNoMore() throws Exception {
    EndpointBench endpoint = start(new GatewayLimits(2, 0, 0), ANY);
    try (RawMqtt a = endpoint.client(5, "a");
        RawMqtt b = endpoint.client(5, "b")) {
      assertThat(connack(endpoint, "c", "gw-1", "secret")).isEqualTo(QUOTA_EXCEEDED);
      assertThat(endpoint.refused("gateway_connections")).isEqualTo(1);
      assertThat(connack(endpoint, "c", "gw-2", "secret")).as("another gateway").isZero();
      try (RawMqtt again = endpoint.client(5, "a")) {
        assertThat(a.read().type()).as("takes its own over").isEqualTo(RawMqtt.DISCONNECT);
        await().until(() -> endpoint.connections("gw-1") == 2);
      }
      await().until(() -> endpoint.connections("gw-1") == 1);
      endpoint.client(5, "c").close();
      endpoint.execute("update gateway set max_connections = 1 where id = 'gw-1'");
      assertThat(connack(endpoint, "d", "gw-1", "secret")).isEqualTo(QUOTA_EXCEEDED);
      b.ping();
      assertThat(b.read().type()).as("an open one stays").isEqualTo(RawMqtt.PINGRESP);
    }
  }

  @Test
  void aDisabledOrDeletedGatewayLosesItsConnections() throws Exception {
    EndpointBench endpoint = start(new GatewayLimits(0, 0, 0), ANY);
    try (RawMqtt disabled = endpoint.client(5, "c");
        RawMqtt deleted = new RawMqtt(endpoint.port(), 5).connect("c", "gw-2", "secret", true, 0)) {
      assertThat(deleted.read().body()[1]).isZero();
      await().until(() -> endpoint.connections("gw-1") == 1 && endpoint.connections("gw-2") == 1);
      endpoint.execute("update gateway set enabled = false where id = 'gw-1'");
      endpoint.execute("delete from gateway where id = 'gw-2'");
      for (RawMqtt each : List.of(disabled, deleted)) {
        RawMqtt.Packet last = each.read();
        assertThat(last.type()).isEqualTo(RawMqtt.DISCONNECT);
        assertThat(last.body()[0]).isEqualTo(ADMINISTRATIVE_ACTION);
        assertThat(each.isClosed()).isTrue();
      }
      endpoint.awaitConnections(0);
      assertThat(endpoint.refused("revoked")).isEqualTo(2);
      await().until(() -> endpoint.connections("gw-1") == 0);
    }
  }

  @Test
  void guessedPasswordsAreNotHashedForEverButKnownOnesCount() throws Exception {
    EndpointBench endpoint =
        start(new GatewayLimits(0, 0, 0), new ConnectRates(0, 0, 0.1)); // one, the next after 10 s
    assertThat(connack(endpoint, "c", "gw-1", "secret")).isZero();
    assertThat(connack(endpoint, "c", "nobody", "first guess")).isEqualTo(BAD_CREDENTIALS);
    assertThat(connack(endpoint, "c", "gw-1", "guess")).isEqualTo(CONNECTION_RATE_EXCEEDED);
    assertThat(connack(endpoint, "c", "gw-2", "secret"))
        .as("not known yet, so not looked at either")
        .isEqualTo(CONNECTION_RATE_EXCEEDED);
    assertThat(endpoint.refused("wrong_passwords")).isEqualTo(2);
    assertThat(connack(endpoint, "c", "gw-1", "secret")).as("known to be right").isZero();
  }

  @Test
  void oneGatewayThatIsSetUpWronglyDoesNotShutOutItsNeighbours() throws Exception {
    EndpointBench endpoint =
        start(new GatewayLimits(0, 0, 0), new ConnectRates(0, 0, 0.3)); // three saved up
    for (int i = 0; i < 20; i++) {
      assertThat(connack(endpoint, "c", i % 2 == 0 ? "gw-1" : "no-such-gateway", "old"))
          .as("attempt %d", i)
          .isEqualTo(BAD_CREDENTIALS);
    }
    assertThat(connack(endpoint, "c", "gw-2", "secret")).as("from the same address").isZero();
  }

  @Test
  void whoseTurnComesLateIsTurnedAwayInsteadOfKeepingOthersWaiting() throws Exception {
    EndpointBench endpoint = start(new GatewayLimits(0, 0, 0), ANY);
    List<RawMqtt> waiting = new ArrayList<>();
    try (Connection holder = endpoint.dataSource().getConnection()) {
      holder.setAutoCommit(false);
      holder.createStatement().execute("lock table gateway in access exclusive mode");
      for (int i = 0; i <= Math.max(2, Runtime.getRuntime().availableProcessors()); i++) {
        waiting.add(new RawMqtt(endpoint.port(), 5).connect("w" + i, "gw-1", "secret", true, 0));
      }
      // Too late after 5 s, which begin when the last of them has arrived.
      assertThat(waiting.get(0).quietFor(8000)).isTrue();
      holder.rollback();
    }
    List<Integer> answers = new ArrayList<>();
    for (RawMqtt each : waiting) {
      answers.add(each.read().body()[1]);
    }
    assertThat(answers).as("one more than are looked at at once").containsOnlyOnce(SERVER_BUSY);
    assertThat(connack(endpoint, "again", "gw-1", "secret")).isZero();
    for (RawMqtt each : waiting) {
      each.close();
    }
  }

  @Test
  void whoNeedsNoHashingDoesNotWaitForThoseThatDo() throws Exception {
    EndpointBench endpoint = start(new GatewayLimits(0, 0, 0), ANY);
    assertThat(connack(endpoint, "c", "gw-1", "secret")).as("known from now on").isZero();
    String token = GatewayToken.make(new SecureRandom());
    String gateway = "insert into gateway (id, password_hash) values ('%s', '%s')";
    endpoint.execute(gateway.formatted("gw-token", PasswordHash.of(token).encoded()));
    // Some seconds each.
    endpoint.execute(
        gateway.formatted(
            "gw-slow",
            "$argon2id$v=19$m=65536,t=20,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"));
    List<RawMqtt> slow = new ArrayList<>();
    for (int i = 0; i <= Math.max(2, Runtime.getRuntime().availableProcessors()); i++) {
      slow.add(new RawMqtt(endpoint.port(), 5).connect("s" + i, "gw-slow", "x" + i, true, 0));
    }
    await().until(() -> endpoint.connections() == slow.size());
    assertThat(connack(endpoint, "c", "gw-token", token)).isZero();
    assertThat(connack(endpoint, "c", "gw-1", "secret")).isZero();
    for (RawMqtt each : slow) {
      assertThat(each.quietFor(1)).as("is still being hashed").isTrue();
      each.close();
    }
  }

  @Test
  void whoConnectsTooOftenIsTurnedAwayUnverified() throws Exception {
    EndpointBench endpoint =
        start(new GatewayLimits(0, 0, 0), new ConnectRates(0, 0.1, 0)); // one, the next after 10 s
    assertThat(connack(endpoint, "c", "gw-1", "secret")).isZero();
    assertThat(connack(endpoint, "c", "gw-1", "secret")).isEqualTo(CONNECTION_RATE_EXCEEDED);
    assertThat(connack(endpoint, "c", "gw-2", "secret")).as("another gateway").isZero();
    assertThat(endpoint.refused("connect_rate")).isEqualTo(1);
  }

  @Test
  void anAddressThatOpensSocketsTooFastFindsThemClosed() throws Exception {
    EndpointBench endpoint =
        start(new GatewayLimits(0, 0, 0), new ConnectRates(0.1, 0, 0)); // one, the next after 10 s
    assertThat(connack(endpoint, "c", "gw-1", "secret")).isZero();
    try (RawMqtt second = new RawMqtt(endpoint.port(), 5)) {
      assertThat(second.isClosed()).isTrue();
    }
    assertThat(endpoint.refused("connect_rate")).isEqualTo(1);
  }

  private EndpointBench start(GatewayLimits gateway, ConnectRates rates) {
    MqttLimits small = EndpointBench.SMALL;
    bench =
        new EndpointBench(
            new MqttLimits(
                100,
                small.packetBytes(),
                small.receiveMaximum(),
                4096,
                small.sessionExpiry(),
                small.timeouts(),
                gateway,
                rates));
    return bench;
  }

  private static int connack(EndpointBench endpoint, String client, String user, String password)
      throws IOException {
    try (RawMqtt socket =
        new RawMqtt(endpoint.port(), 5).connect(client, user, password, true, 0)) {
      return socket.read().body()[1];
    }
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  private static CompletableFuture<Void> publish(RawMqtt client, int count) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            for (int i = 0; i < count; i++) {
              client.publish(EndpointBench.OWN, 0, 0, "0123456789");
            }
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
