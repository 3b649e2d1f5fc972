package io.millwright.ingest.mqtt.answer;

import io.millwright.ingest.pipeline.Settlement;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;

/**
 * The packets that answer a PUBLISH. Written as Netty's own messages because {@code MqttEndpoint}
 * drops the reason code of a PUBREC and flushes each packet on its own.
 */
public final class Replies {
  private static final MqttFixedHeader PUBACK = header(MqttMessageType.PUBACK);
  private static final MqttFixedHeader PUBREC = header(MqttMessageType.PUBREC);

  private Replies() {}

  /**
   * Makes a PUBACK (QoS 1) or PUBREC (QoS 2).
   *
   * @param qos 1 or 2
   * @param packetId the PUBLISH packet's id
   * @param settlement what became of the message; MQTT 3.1.1 has no place for it in the packet
   * @return the packet
   */
  public static MqttMessage reply(MqttQoS qos, int packetId, Settlement settlement) {
    return new MqttMessage(
        qos == MqttQoS.EXACTLY_ONCE ? PUBREC : PUBACK,
        new MqttPubReplyMessageVariableHeader(
            packetId, reason(settlement).value(), MqttProperties.NO_PROPERTIES));
  }

  /** PUBACK and PUBREC share these codes (MQTT 5, 3.4.2.1 and 3.5.2.1). */
  private static MqttPubAckReasonCode reason(Settlement settlement) {
    return switch (settlement) {
      case STORED -> MqttPubAckReasonCode.SUCCESS;
      case UNDECODABLE -> MqttPubAckReasonCode.PAYLOAD_FORMAT_INVALID;
      case NOT_AUTHORISED -> MqttPubAckReasonCode.NOT_AUTHORIZED;
    };
  }

  private static MqttFixedHeader header(MqttMessageType type) {
    return new MqttFixedHeader(type, false, MqttQoS.AT_MOST_ONCE, false, 0);
  }
}
