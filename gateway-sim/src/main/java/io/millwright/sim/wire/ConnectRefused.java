package io.millwright.sim.wire;

import java.io.IOException;

/** The server answered CONNECT with a refusal. */
public final class ConnectRefused extends IOException {
  private static final long serialVersionUID = 1L;

  private final int reasonCode;

  ConnectRefused(WireOptions options, int reasonCode) {
    super(
        String.format("%s was refused with 0x%02x: %s", options, reasonCode, describe(reasonCode)));
    this.reasonCode = reasonCode;
  }

  /**
   * What the server said.
   *
   * @return a CONNACK reason code from 0x80 (MQTT 5.0, 3.2.2.2)
   */
  public int reasonCode() {
    return reasonCode;
  }

  private static String describe(int reasonCode) {
    return switch (reasonCode) {
      case 0x84 -> "the server does not speak MQTT 5";
      case 0x85 -> "the client id is not accepted";
      case 0x86 -> "unknown user or wrong password";
      case 0x87 -> "not authorised: unknown gateway or wrong password";
      case 0x88 -> "the server is not available";
      case 0x89 -> "the server is busy";
      case 0x97 -> "quota exceeded";
      case 0x9f -> "connections come too fast";
      default -> "see MQTT 5.0, 3.2.2.2";
    };
  }
}
