package io.millwright.ingest.mqtt.endpoint;

import static io.millwright.ingest.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.mqtt.RawMqtt;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client wants said when it goes: MQTT 5, 3.1.2.5 and 3.14.4. */
class MqttWillIT {
  private static final String WILL = "millwright/v1/gw-1/faults";
  private final EndpointBench bench = new EndpointBench(EndpointBench.SMALL);

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void aClientThatVanishesHasItsWillSaid() throws Exception {
    try (RawMqtt client = connect(4, WILL)) {
      assertThat(client.quietFor(100)).isTrue();
    }
    await().until(() -> bench.intake().accepted() == 1);
  }

  @Test
  void aNormalDisconnectTakesTheWillBack() throws Exception {
    for (int version : new int[] {4, 5}) {
      try (RawMqtt client = connect(version, WILL)) {
        client.send(0xE0, new byte[0]);
        assertThat(client.isClosed()).isTrue();
      }
    }
    bench.awaitConnections(0);
    assertThat(bench.intake().accepted()).isZero();
  }

  @Test
  void aDisconnectForAnErrorDoesNot() throws Exception {
    int[] codes = {0x04, 0x80, 0x83, 0x93};
    for (int code : codes) {
      try (RawMqtt client = connect(5, WILL)) {
        client.send(0xE0, new byte[] {(byte) code});
        assertThat(client.isClosed()).isTrue();
      }
    }
    await().until(() -> bench.intake().accepted() == codes.length);
  }

  @Test
  void aWillForAnotherGatewaysTopicIsNotSaid() throws Exception {
    connect(4, "millwright/v1/gw-2/faults").close();
    bench.awaitConnections(0);
    await().until(() -> bench.refused("foreign_topic") == 1);
    assertThat(bench.intake().accepted()).isZero();
  }

  private RawMqtt connect(int version, String topic) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream body = new DataOutputStream(bytes);
    body.writeUTF("MQTT");
    body.writeByte(version);
    body.writeByte(0xC0 | 0x0E); // user name, password, will at QoS 1, clean
    body.writeShort(60);
    if (version == 5) {
      body.writeByte(0);
    }
    body.writeUTF("c");
    if (version == 5) {
      body.writeByte(0);
    }
    body.writeUTF(topic);
    body.writeUTF("[]");
    body.writeUTF("gw-1");
    body.writeUTF("secret");
    RawMqtt client = new RawMqtt(bench.port(), version);
    client.send(0x10, bytes.toByteArray());
    assertThat(client.read().body()[1]).isZero();
    return client;
  }
}
