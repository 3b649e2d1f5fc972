package io.millwright.sim.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millwright.ingest.testing.RunningService;
import io.millwright.ingest.testing.Sql;
import io.millwright.ingest.testing.TestDatabase;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against the service's own endpoint. */
@Timeout(600)
class WireClientIT {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final String TOPIC = "millwright/v1/gw/readings";
  private static final String REGISTRY =
      """
      assets:
        - tag: P-1
          class: pump
          ownership: owned
          meters: [{name: temp, kind: gauge, unit: degC}]
      gateways: [{id: gw, password: right, assets: [P-1]}]
      """;

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final TestDatabase database = TestDatabase.fresh();
  private @Nullable RunningService service;

  @BeforeEach
  void start() throws Exception {
    service = RunningService.on(database).start();
    service.api().register(REGISTRY);
  }

  @AfterEach
  void stop() {
    if (service != null) {
      service.close();
    }
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    database.close();
  }

  /** What came back. */
  private static final class Heard implements WireListener {
    final Map<Long, Integer> answers = new ConcurrentHashMap<>();
    final AtomicInteger repeated = new AtomicInteger();
    final AtomicInteger ends = new AtomicInteger();
    volatile @Nullable Throwable cause;

    @Override
    public void acknowledged(long token, int reasonCode) {
      if (answers.put(token, reasonCode) != null) {
        repeated.incrementAndGet();
      }
    }

    @Override
    public void closed(@Nullable Throwable why) {
      cause = why;
      ends.incrementAndGet();
    }
  }

  @Test
  void eachMessageOfTwoThreadsIsStoredAndAnsweredOnceThoughTheWindowIsSmaller() throws Exception {
    Heard heard = new Heard();
    WireClient client = connect("right", heard);
    assertThat(client.room()).isEqualTo(1024); // the service's Receive Maximum

    Thread even = publisher(client, 0, 6_000);
    Thread odd = publisher(client, 1, 6_000);
    even.join();
    odd.join();

    await().atMost(LIMIT).until(() -> heard.answers.size() == 6_000);
    assertThat(heard.answers.values()).containsOnly(0);
    assertThat(heard.repeated).hasValue(0);
    assertThat(client.inFlight()).isZero();
    assertThat(client.waiting()).isZero();
    assertThat(new Sql(database).readings()).isEqualTo(6_000);

    client.close().toCompletableFuture().get();
    await().atMost(LIMIT).until(() -> heard.ends.get() == 1);
    assertThat(heard.cause).isNull();
  }

  @Test
  void noMoreIsSentThanTheServerTakes() throws Exception {
    Heard heard = new Heard();
    WireClient client = connect("right", heard);
    CompletableFuture<Integer> waiting = new CompletableFuture<>();
    // On the event loop, so that no answer comes in between.
    loops.execute(
        () -> {
          for (int i = 0; i < 3_000; i++) {
            client.publish(TOPIC, reading(i), 1, i);
          }
          loops.execute(() -> waiting.complete(client.waiting()));
        });

    assertThat(waiting.get()).isEqualTo(3_000 - 1024);
    await().atMost(LIMIT).until(() -> heard.answers.size() == 3_000);
  }

  @Test
  void aRefusalComesWithItsReason() throws Exception {
    Heard heard = new Heard();
    WireClient client = connect("right", heard);
    client.publish(TOPIC, "not JSON".getBytes(StandardCharsets.UTF_8), 1, 1);
    client.publish("millwright/v1/another/readings", reading(1), 1, 2);

    await().atMost(LIMIT).until(() -> heard.answers.size() == 2);
    assertThat(heard.answers).containsEntry(1L, 0x99).containsEntry(2L, 0x87);
    client.abort().toCompletableFuture().get();
  }

  @Test
  void whatStandsInTheWayIsSaid() throws Exception {
    assertThatThrownBy(() -> connect("wrong", new Heard()))
        .hasRootCauseInstanceOf(ConnectRefused.class)
        .hasMessageContaining("wrong password");
    int port = Objects.requireNonNull(service).mqttPort();
    stopService();
    WireOptions nobody = WireOptions.gateway("127.0.0.1", port, "gw", "right");
    assertThatThrownBy(
            () -> WireClient.connect(loops, nobody, new Heard()).toCompletableFuture().get())
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("Nothing answers MQTT at 127.0.0.1:" + port);
  }

  @Test
  void theServersEndIsHeardOnce() throws Exception {
    Heard heard = new Heard();
    connect("right", heard);
    stopService();

    await().atMost(LIMIT).until(() -> heard.ends.get() == 1);
    assertThat(heard.cause).hasMessageContaining("DISCONNECT 0x8b"); // server shutting down
  }

  private void stopService() {
    Objects.requireNonNull(service).close();
    service = null;
  }

  private WireClient connect(String password, WireListener listener) throws Exception {
    return WireClient.connect(
            loops,
            WireOptions.gateway(
                "127.0.0.1", Objects.requireNonNull(service).mqttPort(), "gw", password),
            listener)
        .toCompletableFuture()
        .get();
  }

  private static Thread publisher(WireClient client, int first, int end) {
    Thread thread =
        new Thread(
            () -> {
              for (int i = first; i < end; i += 2) {
                client.publish(TOPIC, reading(i), 1, i);
              }
            });
    thread.start();
    return thread;
  }

  private static byte[] reading(int number) {
    return ("{\"asset\":\"P-1\",\"meter\":\"temp\",\"time\":\""
            + Instant.ofEpochMilli(START + number)
            + "\",\"value\":21.5}")
        .getBytes(StandardCharsets.UTF_8);
  }
}
