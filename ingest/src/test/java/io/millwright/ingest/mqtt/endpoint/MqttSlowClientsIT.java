package io.millwright.ingest.mqtt.endpoint;

import static io.millwright.ingest.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millwright.ingest.mqtt.RawMqtt;
import io.millwright.ingest.mqtt.limit.ConnectRates;
import io.millwright.ingest.mqtt.limit.MqttLimits;
import io.millwright.ingest.mqtt.limit.MqttTimeouts;
import io.millwright.ingest.pipeline.FlowControl;
import io.millwright.ingest.pipeline.Settlement;
import io.millwright.ingest.registry.GatewayLimits;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that take their time: by accident, or to hold what others need. */
class MqttSlowClientsIT {
  private static final int KEEP_ALIVE_TIMEOUT = 0x8D;

  private final EndpointBench bench = new EndpointBench(limits());

  private static MqttLimits limits() {
    return new MqttLimits(
        10,
        1 << 20,
        16,
        100,
        Duration.ofDays(1),
        new MqttTimeouts(
            Duration.ofSeconds(3),
            Duration.ofSeconds(2),
            Duration.ofMillis(700),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10)),
        new GatewayLimits(0, 0, 0),
        new ConnectRates(0, 0, 0));
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void aConnectByteByByteIsGivenUpHoweverBusyItIs() throws Exception {
    try (RawMqtt slow = new RawMqtt(bench.port(), 5)) {
      slow.bytes(0x10, 0xD4, 1, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 60, 0, 200);
      assertThat(dripsUntilClosed(slow)).isTrue();
    }
    assertThat(bench.refused("connect_timeout")).isEqualTo(1);
    assertThat(bench.connections()).isZero();
  }

  @Test
  void aPublishThatNeverEndsIsGivenUpHoweverBusyItIs() throws Exception {
    try (RawMqtt slow = bench.client(5, "slow")) {
      slow.bytes(0x30, 0xF4, 0x03);
      assertThat(dripsUntilClosed(slow)).isTrue();
    }
    assertThat(bench.refused("packet_timeout")).isEqualTo(1);
    bench.awaitConnections(0);
  }

  @Test
  void aLargePacketOverASlowLinkArrives() throws Exception {
    bench.intake().settleAtOnce(true);
    try (RawMqtt slow = bench.client(4, "gprs")) {
      slow.bytes(0x32, 0xB8, 0x17, 0, EndpointBench.OWN.length()); // 3000 bytes
      slow.bytes(EndpointBench.OWN.chars().toArray());
      slow.bytes(0, 9);
      int rest = 3000 - 4 - EndpointBench.OWN.length();
      for (int sent = 0; sent < rest; sent += 300) {
        assertThat(slow.closedWithin(100)).as("after %d bytes", sent).isFalse();
        slow.bytes(new int[Math.min(300, rest - sent)]);
      }
      assertThat(slow.read().packetId()).isEqualTo(9);
    }
  }

  @Test
  void aPacketMayTakeItsTimeWhileWeDoNotRead() throws Exception {
    FlowControl endpoint = bench.intake().sources().get(0);
    try (RawMqtt client = bench.client(4, "c")) {
      client.bytes(0x32, 4 + EndpointBench.OWN.length() + 1);
      endpoint.pause();
      await().pollDelay(Duration.ofSeconds(3)).until(() -> bench.connections() == 1);
      endpoint.resume();
      client.bytes(0, EndpointBench.OWN.length());
      client.bytes(EndpointBench.OWN.chars().toArray());
      client.bytes(0, 9, 'x');
      bench.intake().settleNext(Settlement.STORED);
      assertThat(client.read().packetId()).isEqualTo(9);
    }
  }

  @Test
  void aClientThatNeverReadsItsAnswersIsGivenUp() throws Exception {
    try (RawMqtt client = bench.client(4, "c")) {
      Thread pings =
          new Thread(
              () -> {
                try {
                  while (true) {
                    client.pings(10_000);
                  }
                } catch (IOException closed) {
                  // as it is to be
                }
              });
      pings.start();
      // The kernel's buffers take some megabytes first.
      await().atMost(2, TimeUnit.MINUTES).until(() -> bench.connections() == 0);
      pings.join(60_000);
      assertThat(pings.isAlive()).isFalse();
    }
    assertThat(bench.refused("answers_unread")).isEqualTo(1);
  }

  @Test
  void withoutKeepAliveAnMqtt5ClientIsGivenOne() throws Exception {
    try (RawMqtt silent = new RawMqtt(bench.port(), 5)) {
      silent.connect("c", "gw-1", "secret", true, 0, 0);
      RawMqtt.Packet connack = silent.read();
      assertThat(connack.body()).containsSequence(0x13, 0, 1); // Server Keep Alive, 1 s
      RawMqtt.Packet last = silent.read();
      assertThat(last.type()).isEqualTo(RawMqtt.DISCONNECT);
      assertThat(last.body()[0]).isEqualTo(KEEP_ALIVE_TIMEOUT);
    }
    bench.awaitConnections(0);
  }

  @Test
  void anMqtt3ClientWithoutKeepAliveStaysAsLongAsItsSocketDoes() throws Exception {
    try (RawMqtt silent = new RawMqtt(bench.port(), 4)) {
      silent.connect("c", "gw-1", "secret", true, 0, 0);
      assertThat(silent.read().body()[1]).isZero();
      assertThat(silent.quietFor(2500)).isTrue();
      silent.ping();
      assertThat(silent.read().type()).isEqualTo(RawMqtt.PINGRESP);
    }
    bench.awaitConnections(0);
  }

  @Test
  void aClientThatIsGoneWithoutAWordIsProbedWithinAMinute() throws Exception {
    Path sockets = Path.of("/proc/net");
    assumeThat(sockets.resolve("tcp")).exists();
    try (RawMqtt silent = bench.client(4, "c")) {
      String ends = ":%04X [0-9A-F]+:%04X ".formatted(bench.port(), silent.localPort());
      // State, queues, then the timer: 2 is the keep-alive's, and when it fires in ticks of 10 ms.
      Pattern probing = Pattern.compile(ends + "01 \\S+ 02:([0-9A-F]+) ");
      Matcher timer =
          probing.matcher(
              Files.readString(sockets.resolve("tcp")) + Files.readString(sockets.resolve("tcp6")));
      assertThat(timer.find()).as("its socket has a keep-alive timer").isTrue();
      assertThat(Long.parseLong(timer.group(1), 16)).isLessThanOrEqualTo(60 * 100 + 100);
    }
  }

  @Test
  void othersAreServedBesideManySlowSockets() throws Exception {
    RawMqtt[] slow = new RawMqtt[200];
    try (RawMqtt good = bench.client(5, "good")) {
      for (int i = 0; i < slow.length; i++) {
        slow[i] = new RawMqtt(bench.port(), 4);
        slow[i].bytes(0x10);
      }
      good.publish(EndpointBench.OWN, 1, 7, "x");
      bench.intake().settleNext(Settlement.STORED);
      assertThat(good.read().packetId()).isEqualTo(7);
      for (RawMqtt each : slow) {
        assertThat(each.isClosed()).isTrue();
        each.close();
      }
    }
  }

  /** Sends a byte each 50 ms, up to 10 s, and tells whether the other side closed meanwhile. */
  private static boolean dripsUntilClosed(RawMqtt client) throws Exception {
    for (int i = 0; i < 200; i++) {
      try {
        client.bytes('x');
      } catch (SocketException closed) {
        return true;
      }
      if (client.closedWithin(50)) {
        return true;
      }
    }
    return false;
  }
}
