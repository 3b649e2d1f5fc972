package io.millwright.sim.wire;

import io.netty.handler.codec.mqtt.MqttConnAckVariableHeader;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.nio.charset.StandardCharsets;

/** The packets at both ends of a connection. */
final class Packets {
  static final MqttMessage DISCONNECT =
      new MqttMessage(
          header(MqttMessageType.DISCONNECT),
          new MqttReasonCodeAndPropertiesVariableHeader((byte) 0, MqttProperties.NO_PROPERTIES));

  private static final int SESSION_SECONDS = 3600;

  private Packets() {}

  static MqttConnectMessage connect(WireOptions options) {
    MqttProperties properties = new MqttProperties();
    if (!options.cleanStart()) {
      properties.add(
          new MqttProperties.IntegerProperty(
              MqttProperties.SESSION_EXPIRY_INTERVAL, SESSION_SECONDS));
    }
    String user = options.user();
    String password = options.password();
    return new MqttConnectMessage(
        header(MqttMessageType.CONNECT),
        new MqttConnectVariableHeader(
            MqttVersion.MQTT_5.protocolName(),
            MqttVersion.MQTT_5.protocolLevel(),
            user != null,
            password != null,
            false,
            0,
            false,
            options.cleanStart(),
            options.keepAliveSeconds(),
            properties),
        new MqttConnectPayload(
            options.clientId(),
            MqttProperties.NO_PROPERTIES,
            null,
            null,
            user,
            password == null ? null : password.getBytes(StandardCharsets.UTF_8)));
  }

  /** A number of a CONNACK, or what holds without it. */
  static int number(MqttConnAckVariableHeader head, int property, int otherwise) {
    return head.properties().getProperty(property) instanceof MqttProperties.IntegerProperty found
        ? found.value()
        : otherwise;
  }

  private static MqttFixedHeader header(MqttMessageType type) {
    return new MqttFixedHeader(type, false, MqttQoS.AT_MOST_ONCE, false, 0);
  }
}
