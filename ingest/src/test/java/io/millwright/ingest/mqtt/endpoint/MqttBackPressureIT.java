package io.millwright.ingest.mqtt.endpoint;

import static io.millwright.ingest.testing.Eventually.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.mqtt.RawMqtt;
import io.millwright.ingest.pipeline.FlowControl;
import io.millwright.ingest.pipeline.Settlement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A full intake reaches the sender's socket, and nothing is lost or disconnected by it. */
class MqttBackPressureIT {
  private static final int CAP = 100;
  private static final int PAYLOAD = 3000;

  private EndpointBench bench;

  @BeforeEach
  void start() {
    bench = new EndpointBench(EndpointBench.SMALL);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void pausedEndpointLetsTheSocketFillAndResumesWithoutLoss() throws Exception {
    int messages = 20_000; // 60 MB: far more than the sockets' buffers hold
    bench.intake().settleAtOnce(true);
    FlowControl endpoint = bench.intake().sources().get(0);
    try (RawMqtt client = bench.client(4, "c")) {
      endpoint.pause();
      AtomicInteger written = new AtomicInteger();
      CompletableFuture<Void> flood = flood(client, messages, written);
      // The sender comes to a stand ...
      await().during(Duration.ofSeconds(1)).until(still(written));
      assertThat(written.get()).isBetween(1, messages / 2);
      // ... and of what it sent, only what was on its way when the pause began came through: in one
      // turn, an event loop reads up to 16 times 64 KiB.
      assertThat(bench.intake().accepted()).isLessThan((17 << 16) / PAYLOAD);
      endpoint.resume();
      flood.get(1, TimeUnit.MINUTES);
      await().until(() -> bench.intake().accepted() == messages);
    }
  }

  @Test
  void aConnectionIsNotReadOnWhileTooMuchOfItIsUnacknowledged() throws Exception {
    int messages = 20_000;
    try (RawMqtt client = bench.client(4, "c");
        RawMqtt other = bench.client(4, "other")) {
      AtomicInteger written = new AtomicInteger();
      CompletableFuture<Void> flood = flood(client, messages, written);
      await().until(() -> bench.intake().accepted() >= CAP);
      await().during(Duration.ofSeconds(1)).until(still(written));
      assertThat(bench.intake().accepted()).isEqualTo(CAP);
      // Others are read all the same.
      other.publish(EndpointBench.OWN, 1, 7, "x");
      await().until(() -> bench.intake().accepted() == CAP + 1);
      await()
          .until(
              () -> {
                bench.intake().settleAll();
                return bench.intake().accepted() == messages + 1;
              });
      flood.get(1, TimeUnit.MINUTES);
      assertThat(other.read().packetId()).isEqualTo(7);
    }
  }

  @Test
  void aPauseDoesNotCostTheConnectionItsKeepAliveButSilenceAfterItDoes() throws IOException {
    FlowControl endpoint = bench.intake().sources().get(0);
    try (RawMqtt client = new RawMqtt(bench.port(), 5)) {
      client.connect("c", "gw-1", "secret", true, 0, 2);
      assertThat(client.read().type()).isEqualTo(RawMqtt.CONNACK);
      endpoint.pause();
      client.ping();
      await().during(Duration.ofSeconds(5)).until(() -> bench.connections() == 1);
      endpoint.resume();
      assertThat(client.read().type()).isEqualTo(RawMqtt.PINGRESP);
      assertThat(client.read().type()).isEqualTo(RawMqtt.DISCONNECT);
    }
  }

  @Test
  void acknowledgementsAreSentDuringAPause() throws IOException {
    FlowControl endpoint = bench.intake().sources().get(0);
    try (RawMqtt client = bench.client(5, "c")) {
      client.publish(EndpointBench.OWN, 1, 7, "x");
      await().until(() -> bench.intake().accepted() == 1);
      endpoint.pause();
      bench.intake().settleAll();
      assertThat(client.read().packetId()).isEqualTo(7);
      endpoint.resume();
    }
  }

  @Test
  void whoConnectsDuringAPauseIsGreetedButNotRead() throws IOException {
    FlowControl endpoint = bench.intake().sources().get(0);
    endpoint.pause();
    try (RawMqtt client = bench.client(5, "c")) {
      client.publish(EndpointBench.OWN, 1, 7, "x");
      await().during(Duration.ofMillis(500)).until(() -> bench.intake().accepted() == 0);
      endpoint.resume();
      bench.intake().settleNext(Settlement.STORED);
      assertThat(client.read().packetId()).isEqualTo(7);
    }
  }

  @Test
  void aClientThatDoesNotReadItsAnswersIsNotReadEither() throws Exception {
    bench.intake().settleAtOnce(true);
    try (RawMqtt client = bench.client(4, "c")) {
      AtomicInteger written = new AtomicInteger();
      CompletableFuture<Void> pings =
          CompletableFuture.runAsync(
              () -> {
                try {
                  for (int i = 0; i < 4_000_000; i += 1000) {
                    client.pings(1000);
                    written.addAndGet(1000);
                  }
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      await().during(Duration.ofSeconds(1)).until(still(written));
      for (int i = 0; i < 4_000_000; i++) {
        assertThat(client.read().type()).isEqualTo(RawMqtt.PINGRESP);
      }
      pings.get(1, TimeUnit.MINUTES);
    }
  }

  /** QoS 0, so that no limit of the protocol slows the sender. */
  private static CompletableFuture<Void> flood(
      RawMqtt client, int messages, AtomicInteger written) {
    byte[] payload = "x".repeat(PAYLOAD).getBytes(UTF_8);
    return CompletableFuture.runAsync(
        () -> {
          try {
            for (int i = 0; i < messages; i++) {
              client.publish(EndpointBench.OWN, 0, 0, payload);
              written.incrementAndGet();
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** Whether a count has not risen since the last look. */
  private static Callable<Boolean> still(AtomicInteger count) {
    AtomicInteger before = new AtomicInteger(-1);
    return () -> before.getAndSet(count.get()) == count.get() && count.get() > 0;
  }
}
