package io.millwright.ingest.mqtt.endpoint;

import static io.millwright.ingest.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.mqtt.RawMqtt;
import io.millwright.ingest.mqtt.RawMqtt.Packet;
import io.millwright.ingest.pipeline.Inbound;
import io.millwright.ingest.pipeline.Settlement;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoint's answers, packet by packet, as docs/mqtt.md lists them. */
class MqttAnswersIT {
  private static EndpointBench bench;

  @BeforeAll
  static void start() {
    bench = new EndpointBench(EndpointBench.SMALL);
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  @ParameterizedTest
  @CsvSource({
    "4, gw-1,   wrong,  c, 4",
    "5, gw-1,   wrong,  c, 0x86",
    "4, nobody, secret, c, 4",
    "5, nobody, secret, c, 0x86",
    "5, 'a b',  secret, c, 0x86",
    "4, gw-off, secret, c, 5",
    "5, gw-off, secret, c, 0x87",
    "5, gw-off, wrong,  c, 0x86",
    "4, ,       '',     c, 4",
    "5, ,       '',     c, 0x86"
  })
  void refusesConnect(
      int version, @Nullable String user, String password, String clientId, String code)
      throws IOException {
    try (RawMqtt client = new RawMqtt(bench.port(), version)) {
      client.connect(clientId, user, password, true, 0);
      assertThat(reason(client.read(), RawMqtt.CONNACK, 1)).isEqualTo(Integer.decode(code));
      assertThat(client.isClosed()).isTrue();
    }
    bench.awaitConnections(0);
  }

  /** As mosquitto_pub does when it is given no {@code -i}. */
  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void aClientMayLeaveItsIdToUs(int version) throws IOException {
    try (RawMqtt client = new RawMqtt(bench.port(), version)) {
      client.connect("", "gw-1", "secret", true, 0);
      Packet connack = client.read();
      assertThat(reason(connack, RawMqtt.CONNACK, 1)).isZero();
      if (version == 5) {
        assertThat(connack.body())
            .as("assigned client identifier, MQTT 5.0, 3.2.2.3.7")
            .containsSequence(0x12, 0, 41, 'a', 'u', 't', 'o', '-');
      }
      client.disconnect(0);
    }
    bench.awaitConnections(0);
  }

  @Test
  void connackTellsVersion5ClientsTheLimits() throws IOException {
    try (RawMqtt client = new RawMqtt(bench.port(), 5)) {
      client.connect("c", "gw-1", "secret", true, 0xFFFF_FFFFL);
      Packet connack = client.read();
      assertThat(reason(connack, RawMqtt.CONNACK, 1)).isZero();
      assertThat(connack.body())
          .containsSequence(0x21, 0, 16)
          .containsSequence(0x27, 0, 0, 0x10, 0)
          .containsSequence(0x11, 0, 1, 0x51, 0x80);
      client.disconnect(0);
    }
    bench.awaitConnections(0);
  }

  @ParameterizedTest
  @CsvSource({
    "4, 1, STORED,         0",
    "4, 1, UNDECODABLE,    0",
    "5, 1, STORED,         0",
    "5, 1, UNDECODABLE,    0x99",
    "5, 1, NOT_AUTHORISED, 0x87",
    "4, 2, STORED,         0",
    "4, 2, UNDECODABLE,    0",
    "5, 2, STORED,         0",
    "5, 2, UNDECODABLE,    0x99",
    "5, 2, NOT_AUTHORISED, 0x87"
  })
  void answersAfterTheSettlementAndNotBefore(
      int version, int qos, Settlement settlement, String code) throws IOException {
    int answer = qos == 1 ? RawMqtt.PUBACK : RawMqtt.PUBREC;
    try (RawMqtt client = bench.client(version, "c")) {
      client.publish(EndpointBench.OWN, qos, 7, "first").publish(EndpointBench.OWN, qos, 8, "x");
      Inbound first = bench.intake().next();
      Inbound second = bench.intake().next();
      // A PINGRESP comes first: nothing was acknowledged when it was sent.
      assertThat(reason(client.ping().read(), RawMqtt.PINGRESP, -1)).isZero();
      second.acknowledgement().settled(settlement);
      Packet packet = client.read();
      assertThat(packet.type()).isEqualTo(answer);
      assertThat(packet.packetId()).isEqualTo(8);
      assertThat(packet.reason()).isEqualTo(Integer.decode(code));
      first.acknowledgement().settled(Settlement.STORED);
      assertThat(client.read().packetId()).isEqualTo(7);
      if (qos == 2) {
        assertThat(client.release(7).read().type()).isEqualTo(RawMqtt.PUBCOMP);
      }
    }
    bench.awaitConnections(0);
  }

  @ParameterizedTest
  @CsvSource({"4, 0", "4, 1", "4, 2", "5, 0"})
  void whatNoPacketCanRefuseEndsTheConnection(int version, int qos) throws IOException {
    for (String topic : new String[] {EndpointBench.OWN, "millwright/v1/gw-2/readings"}) {
      try (RawMqtt client = bench.client(version, "c")) {
        client.publish(topic, qos, 7, "x");
        if (topic.equals(EndpointBench.OWN)) {
          bench.intake().settleNext(Settlement.NOT_AUTHORISED);
        }
        if (version == 5) {
          assertThat(reason(client.read(), RawMqtt.DISCONNECT, 0)).isEqualTo(0x87);
        }
        assertThat(client.isClosed()).isTrue();
      }
    }
    bench.awaitConnections(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void foreignTopicIsRefusedAndTheConnectionStays(int qos) throws IOException {
    double before = bench.refused("foreign_topic");
    int accepted = bench.intake().accepted();
    try (RawMqtt client = bench.client(5, "c")) {
      for (String topic :
          new String[] {"millwright/v1/gw-2/readings", "millwright/v1/gw-11/readings", "other"}) {
        Packet answer = client.publish(topic, qos, 7, "x").read();
        assertThat(answer.type()).isEqualTo(qos == 1 ? RawMqtt.PUBACK : RawMqtt.PUBREC);
        assertThat(answer.reason()).isEqualTo(0x87);
      }
      client.publish(EndpointBench.OWN, 1, 8, "x");
      bench.intake().settleNext(Settlement.STORED);
      assertThat(client.read().reason()).isEqualTo(0);
    }
    assertThat(bench.refused("foreign_topic")).isEqualTo(before + 3);
    assertThat(bench.intake().refused())
        .containsExactly(
            "FOREIGN_TOPIC millwright/v1/gw-2/readings 1/1",
            "FOREIGN_TOPIC millwright/v1/gw-11/readings 1/1",
            "FOREIGN_TOPIC other 1/1");
    await().until(() -> bench.intake().accepted() == accepted + 1);
    bench.awaitConnections(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void oversizedPacketEndsTheConnection(int version) throws IOException {
    double before = bench.refused("packet_too_large");
    try (RawMqtt client = bench.client(version, "c")) {
      client.publish(EndpointBench.OWN, 1, 7, "x");
      bench.intake().settleNext(Settlement.STORED);
      assertThat(client.read().packetId()).isEqualTo(7);
      client.publish(EndpointBench.OWN, 1, 8, new byte[5000]);
      if (version == 5) {
        assertThat(reason(client.read(), RawMqtt.DISCONNECT, 0)).isEqualTo(0x95);
      }
      assertThat(client.isClosed()).isTrue();
    }
    assertThat(bench.refused("packet_too_large")).isEqualTo(before + 1);
    assertThat(bench.intake().refused())
        .singleElement()
        .asString()
        .startsWith("TOO_LARGE " + EndpointBench.OWN + " 0/50");
    bench.awaitConnections(0);
  }

  @Test
  void packetsOfTheWrongKindOrShapeEndTheConnection() throws IOException {
    int[][] packets = {
      {0x40, 0, 1}, // PUBACK, though nothing was published to the client
      {0x20, 0, 0, 0}, // CONNACK
      {0xF0, 0, 0}, // AUTH
      {0x32, 0, 3, 'a', '/', '#', 0, 1, 0}, // PUBLISH to a filter
      {0x36, 0, 1, 'a', 0, 1, 0} // QoS 3
    };
    for (int[] packet : packets) {
      try (RawMqtt client = bench.client(5, "c")) {
        byte[] body = new byte[packet.length - 1];
        IntStream.range(0, body.length).forEach(i -> body[i] = (byte) packet[i + 1]);
        client.send(packet[0], body);
        assertThat(reason(client.read(), RawMqtt.DISCONNECT, 0))
            .as(Arrays.toString(packet))
            .isIn(0x81, 0x82);
        assertThat(client.isClosed()).isTrue();
      }
    }
    bench.awaitConnections(0);
  }

  @Test
  void packetsBeforeConnectEndTheConnection() throws IOException {
    try (RawMqtt client = new RawMqtt(bench.port(), 5)) {
      client.publish(EndpointBench.OWN, 0, 0, "x");
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void aSocketWithoutConnectIsClosed() throws IOException {
    try (RawMqtt client = new RawMqtt(bench.port(), 5)) {
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void publishesRightBehindTheConnectAreNotLost() throws IOException {
    try (RawMqtt client = new RawMqtt(bench.port(), 5)) {
      client.connect("c", "gw-1", "secret", true, 0);
      for (int i = 1; i <= 50; i++) {
        client.publish(EndpointBench.OWN, 1, i, "m" + i);
      }
      assertThat(reason(client.read(), RawMqtt.CONNACK, 1)).isZero();
      for (int i = 1; i <= 50; i++) {
        assertThat(bench.intake().settleNext(Settlement.STORED)).isEqualTo("m" + i);
        assertThat(client.read().packetId()).isEqualTo(i);
      }
    }
    bench.awaitConnections(0);
  }

  @ParameterizedTest
  @CsvSource({"4, 0x80", "5, 0x87"})
  void subscriptionsAreRefused(int version, String code) throws IOException {
    try (RawMqtt client = bench.client(version, "c")) {
      Packet suback = client.subscribe(3, "millwright/#").read();
      assertThat(suback.type()).isEqualTo(RawMqtt.SUBACK);
      assertThat(suback.body()[suback.body().length - 1]).isEqualTo(Integer.decode(code));
    }
    bench.awaitConnections(0);
  }

  @Test
  void theSameClientIdTakesOverWithinItsGatewayOnly() throws IOException {
    try (RawMqtt first = bench.client(5, "same");
        RawMqtt other = new RawMqtt(bench.port(), 5).connect("same", "gw-2", "secret", true, 0)) {
      assertThat(reason(other.read(), RawMqtt.CONNACK, 1)).isZero();
      first.publish(EndpointBench.OWN, 1, 7, "x");
      Inbound message = bench.intake().next();
      try (RawMqtt second = bench.client(5, "same")) {
        assertThat(reason(first.read(), RawMqtt.DISCONNECT, 0)).isEqualTo(0x8E);
        assertThat(first.isClosed()).isTrue();
        message.acknowledgement().settled(Settlement.STORED);
        assertThat(reason(second.ping().read(), RawMqtt.PINGRESP, -1)).isZero();
        assertThat(second.quietFor(200)).as("no PUBACK on the later connection").isTrue();
        assertThat(reason(other.ping().read(), RawMqtt.PINGRESP, -1)).isZero();
      }
    }
    bench.awaitConnections(0);
  }

  @Test
  void theLimitOfConnectionsRefusesAllButReturningClients() throws IOException {
    try (RawMqtt a = bench.client(4, "a");
        RawMqtt b = bench.client(4, "b");
        RawMqtt c = bench.client(4, "c")) {
      for (int version : new int[] {4, 5}) {
        try (RawMqtt more = new RawMqtt(bench.port(), version)) {
          more.connect("d", "gw-1", "secret", true, 0);
          assertThat(reason(more.read(), RawMqtt.CONNACK, 1)).isEqualTo(version == 4 ? 3 : 0x97);
        }
      }
      try (RawMqtt again = bench.client(5, "a")) {
        assertThat(a.isClosed()).isTrue();
        assertThat(reason(again.ping().read(), RawMqtt.PINGRESP, -1)).isZero();
        assertThat(reason(b.ping().read(), RawMqtt.PINGRESP, -1)).isZero();
        assertThat(reason(c.ping().read(), RawMqtt.PINGRESP, -1)).isZero();
      }
    }
    bench.awaitConnections(0);
  }

  @Test
  void aSilentClientIsDisconnected() throws IOException {
    try (RawMqtt client = new RawMqtt(bench.port(), 5)) {
      client.connect("c", "gw-1", "secret", true, 0, 1);
      assertThat(reason(client.read(), RawMqtt.CONNACK, 1)).isZero();
      assertThat(reason(client.read(), RawMqtt.DISCONNECT, 0)).isEqualTo(0x8D);
    }
    await().until(() -> bench.refused("keep_alive") > 0);
    bench.awaitConnections(0);
  }

  /** A byte of a packet that must be of this type; 0 when the index is negative. */
  private static int reason(Packet packet, int type, int index) {
    assertThat(packet.type()).isEqualTo(type);
    return index < 0 ? 0 : packet.body()[index];
  }
}
