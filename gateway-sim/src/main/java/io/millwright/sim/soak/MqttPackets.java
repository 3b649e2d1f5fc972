package io.millwright.sim.soak;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.netty.handler.codec.mqtt.MqttProperties.UserProperty;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Valid MQTT conversations of one client, as bytes. */
final class MqttPackets {
  private static final String TOPIC = "millwright/v1/fuzz/readings";

  private MqttPackets() {}

  /** A CONNECT and what may follow it, in both versions. */
  static List<byte[]> conversations(String gateway, String password) {
    List<byte[]> all = new ArrayList<>();
    for (MqttVersion version : List.of(MqttVersion.MQTT_3_1_1, MqttVersion.MQTT_5)) {
      MqttMessage connect = connect(version, gateway, password);
      MqttMessage subscribe =
          MqttMessageBuilders.subscribe()
              .messageId(3)
              .addSubscription(MqttQoS.AT_LEAST_ONCE, "millwright/#")
              .addSubscription(MqttQoS.AT_MOST_ONCE, "+/v1")
              .build();
      MqttMessage unsubscribe =
          MqttMessageBuilders.unsubscribe().messageId(4).addTopicFilter("millwright/#").build();
      all.add(bytes(connect));
      all.add(bytes(connect, publish(0), publish(1), publish(2)));
      all.add(bytes(connect, MqttMessage.PINGREQ, subscribe, unsubscribe, publish(1)));
      all.add(bytes(connect, MqttMessage.PINGREQ, MqttMessage.DISCONNECT));
      // A PUBREL, a QoS 3 PUBLISH, an AUTH: as bytes, for the encoder knows better.
      all.add(join(bytes(connect), 0x62, 2, 0, 3, 0x36, 3, 0, 1, 'a', 0xF0, 2, 0x18, 0));
    }
    return all;
  }

  /** A good CONNECT, MQTT 3.1.1. */
  static byte[] goodConnect(String gateway, String password) {
    return bytes(
        MqttMessageBuilders.connect()
            .protocolVersion(MqttVersion.MQTT_3_1_1)
            .clientId(gateway)
            .cleanSession(true)
            .keepAlive(60)
            .username(gateway)
            .password(password.getBytes(StandardCharsets.UTF_8))
            .build());
  }

  /** A good PUBLISH at QoS 1. */
  static byte[] goodPublish(String gateway, int packetId, String payload) {
    return bytes(
        MqttMessageBuilders.publish()
            .topicName("millwright/v1/" + gateway + "/readings")
            .qos(MqttQoS.AT_LEAST_ONCE)
            .messageId(packetId)
            .payload(Unpooled.copiedBuffer(payload, StandardCharsets.UTF_8))
            .build());
  }

  private static MqttMessage connect(MqttVersion version, String gateway, String password) {
    MqttProperties properties = new MqttProperties();
    properties.add(new IntegerProperty(MqttProperties.SESSION_EXPIRY_INTERVAL, 0));
    properties.add(new IntegerProperty(MqttProperties.RECEIVE_MAXIMUM, 20));
    properties.add(new UserProperty("k", "v"));
    MqttProperties ofWill = new MqttProperties();
    ofWill.add(new StringProperty(MqttProperties.CONTENT_TYPE, "text"));
    return MqttMessageBuilders.connect()
        .protocolVersion(version)
        .clientId("fuzz-1")
        .cleanSession(true)
        .keepAlive(30)
        .username(gateway)
        .password(password.getBytes(StandardCharsets.UTF_8))
        .willFlag(true)
        .willTopic("millwright/v1/" + gateway + "/faults")
        .willMessage("[]".getBytes(StandardCharsets.UTF_8))
        .willQoS(MqttQoS.AT_LEAST_ONCE)
        .willProperties(ofWill)
        .properties(properties)
        .build();
  }

  private static MqttMessage publish(int qos) {
    return MqttMessageBuilders.publish()
        .topicName(TOPIC)
        .qos(MqttQoS.valueOf(qos))
        .messageId(qos == 0 ? 0 : 7 + qos)
        .payload(
            Unpooled.copiedBuffer(
                "{\"asset\":\"F\",\"meter\":\"m\",\"time\":1795395723456,\"value\":1}",
                StandardCharsets.UTF_8))
        .build();
  }

  /** One encoder for all: it remembers the version of the CONNECT. */
  private static byte[] bytes(MqttMessage... messages) {
    EmbeddedChannel encoder = new EmbeddedChannel(MqttEncoder.INSTANCE);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (MqttMessage message : messages) {
      encoder.writeOutbound(message);
      for (ByteBuf part = encoder.readOutbound(); part != null; part = encoder.readOutbound()) {
        byte[] read = new byte[part.readableBytes()];
        part.readBytes(read);
        bytes.writeBytes(read);
        part.release();
      }
    }
    encoder.finishAndReleaseAll();
    return bytes.toByteArray();
  }

  private static byte[] join(byte[] first, int... more) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(first);
    for (int each : more) {
      bytes.write(each);
    }
    return bytes.toByteArray();
  }
}
