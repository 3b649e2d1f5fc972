package io.millwright.ingest.mqtt.packet;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import org.jspecify.annotations.Nullable;

/**
 * A PUBLISH whose packet is larger than we read: Netty has decoded its headers and skips the rest
 * of the connection.
 *
 * @param topic where it was published
 * @param packetId what its answer names, 0 at QoS 0
 * @param qos its quality of service
 * @param size its remaining length in bytes
 */
public record OversizedPublish(String topic, int packetId, MqttQoS qos, int size) {

  /** What is known of a packet; null when it is no such one. */
  static @Nullable OversizedPublish of(MqttMessage packet) {
    return packet.decoderResult().cause() instanceof TooLongFrameException
            && packet.variableHeader() instanceof MqttPublishVariableHeader header
        ? new OversizedPublish(
            header.topicName(),
            header.packetId(),
            packet.fixedHeader().qosLevel(),
            packet.fixedHeader().remainingLength())
        : null;
  }

  /** For the entry in quarantine. */
  public String detail(int limit) {
    return "A PUBLISH of "
        + size
        + " bytes is above the limit of "
        + limit
        + ", so its payload was not read: split it into smaller messages";
  }
}
