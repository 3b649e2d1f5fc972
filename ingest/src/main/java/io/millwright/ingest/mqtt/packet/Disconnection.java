package io.millwright.ingest.mqtt.packet;

import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import java.util.Locale;

/** Why we end a connection: MQTT 5 clients get a DISCONNECT with the code, others just a close. */
public enum Disconnection {
  FOREIGN_TOPIC(MqttDisconnectReasonCode.NOT_AUTHORIZED),
  PACKET_TOO_LARGE(MqttDisconnectReasonCode.PACKET_TOO_LARGE),
  MALFORMED_PACKET(MqttDisconnectReasonCode.MALFORMED_PACKET),
  PROTOCOL(MqttDisconnectReasonCode.PROTOCOL_ERROR),
  KEEP_ALIVE(MqttDisconnectReasonCode.KEEP_ALIVE_TIMEOUT),
  PACKET_TIMEOUT(MqttDisconnectReasonCode.KEEP_ALIVE_TIMEOUT),
  ANSWERS_UNREAD(MqttDisconnectReasonCode.UNSPECIFIED_ERROR),
  REVOKED(MqttDisconnectReasonCode.ADMINISTRATIVE_ACTION),
  TAKEN_OVER(MqttDisconnectReasonCode.SESSION_TAKEN_OVER),
  SHUTDOWN(MqttDisconnectReasonCode.SERVER_SHUTTING_DOWN);

  private final MqttDisconnectReasonCode code;

  Disconnection(MqttDisconnectReasonCode code) {
    this.code = code;
  }

  public MqttDisconnectReasonCode code() {
    return code;
  }

  /** The metric's tag. */
  public String reason() {
    return name().toLowerCase(Locale.ROOT);
  }
}
