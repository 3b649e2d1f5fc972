package io.millwright.ingest.mqtt.admission;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import java.util.Locale;

/** Why a CONNECT is refused, and the CONNACK codes that say so (MQTT 3.1.1 and 5, 3.2.2). */
public enum ConnectRefusal {
  CLIENT_ID(
      MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED,
      MqttConnectReturnCode.CONNECTION_REFUSED_CLIENT_IDENTIFIER_NOT_VALID,
      "set a client id of 1 to 200 characters, or none with a clean session"),
  ANONYMOUS(
      MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD,
      MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD,
      "set the gateway's id as user name and its password, or give a client certificate"),
  AUTHENTICATION_METHOD(
      MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD,
      MqttConnectReturnCode.CONNECTION_REFUSED_BAD_AUTHENTICATION_METHOD,
      "use user name and password, enhanced authentication is not supported"),
  CREDENTIALS(
      MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD,
      MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD,
      "the gateway is unknown or its password is another; check both in the registry"),
  CERTIFICATE(
      MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED,
      MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED_5,
      "its certificate is that of another gateway or of none; bind it in the registry"
          + " ('certificate'), and give this gateway's id as user name or none"),
  DISABLED(
      MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED,
      MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED_5,
      "the gateway is disabled in the registry"),
  CONNECTIONS(
      MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE,
      MqttConnectReturnCode.CONNECTION_REFUSED_QUOTA_EXCEEDED,
      "the limit of connections is reached"),
  GATEWAY_CONNECTIONS(
      MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE,
      MqttConnectReturnCode.CONNECTION_REFUSED_QUOTA_EXCEEDED,
      "it has as many connections as it may; raise max_connections in the registry if it needs"
          + " more"),
  CONNECT_RATE(
      MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE,
      MqttConnectReturnCode.CONNECTION_REFUSED_CONNECTION_RATE_EXCEEDED,
      "it connects too often; let it wait longer between two attempts"),
  WRONG_PASSWORDS(
      MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE,
      MqttConnectReturnCode.CONNECTION_REFUSED_CONNECTION_RATE_EXCEEDED,
      "so many passwords from there were wrong that this one was not looked at; find who guesses"),
  BUSY(
      MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE,
      MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_BUSY,
      "too many are connecting at once; it will get in at a later try"),
  DATABASE(
      MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE,
      MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE_5,
      "the database does not answer; it will get in when the database is back");

  private final MqttConnectReturnCode code3;
  private final MqttConnectReturnCode code5;
  private final String advice;

  ConnectRefusal(MqttConnectReturnCode code3, MqttConnectReturnCode code5, String advice) {
    this.code3 = code3;
    this.code5 = code5;
    this.advice = advice;
  }

  MqttConnectReturnCode code(boolean version5) {
    return version5 ? code5 : code3;
  }

  /** What to do about it, for the log. */
  String advice() {
    return advice;
  }

  /** The metric's tag. */
  public String reason() {
    return name().toLowerCase(Locale.ROOT);
  }
}
