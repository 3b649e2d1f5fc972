package io.millwright.sim.mqtt;

import java.net.URI;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

/** A gateway could not connect. */
public final class ConnectFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** What stood in the way. */
  public enum Cause {
    /** Nobody listens there, or the network does not reach it. */
    UNREACHABLE,
    /** The server knows no such user, or the password is another one. */
    CREDENTIALS,
    /** Anything else the server or the client said. */
    OTHER
  }

  private final Cause kind;

  private ConnectFailure(Cause kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /**
   * Names what Paho reports. Codes from 0x80 are CONNACK reason codes (MQTT 5.0, 3.2.2.2); Paho's
   * own start at 32000.
   */
  static ConnectFailure of(URI url, String gateway, MqttException exception) {
    int code = exception.getReasonCode();
    if (code == 0x86 || code == 0x87 || code == 4 || code == 5) {
      return new ConnectFailure(
          Cause.CREDENTIALS,
          "Gateway '" + gateway + "' was refused by " + url + ": unknown id or wrong password",
          exception);
    }
    if (code == 32103 || code == 32000 || code == 32109 || isNetwork(exception.getCause())) {
      return new ConnectFailure(
          Cause.UNREACHABLE, "Nothing answers MQTT at " + url + reason(exception), exception);
    }
    return new ConnectFailure(
        Cause.OTHER,
        "Gateway '" + gateway + "' could not connect to " + url + reason(exception),
        exception);
  }

  private static boolean isNetwork(@Nullable Throwable cause) {
    return cause instanceof java.io.IOException;
  }

  private static String reason(MqttException exception) {
    Throwable cause = exception.getCause();
    return cause == null
        ? " (" + exception.getMessage() + ", code " + exception.getReasonCode() + ")"
        : " (" + cause.getMessage() + ")";
  }

  /**
   * Returns what stood in the way.
   *
   * @return the kind of failure
   */
  public Cause kind() {
    return kind;
  }
}
