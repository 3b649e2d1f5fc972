package io.millwright.sim.mqtt;

/** PUBACK reason codes in words (MQTT 5.0, 3.4.2.1). */
public final class Refusal {
  private Refusal() {}

  /**
   * Says what a code means.
   *
   * @param reason a PUBACK reason code from 0x80
   * @return the code and its name
   */
  public static String describe(int reason) {
    String name =
        switch (reason) {
          case 0x80 -> "unspecified error";
          case 0x83 -> "implementation specific error";
          case 0x87 -> "not authorised: is the asset bound to this gateway?";
          case 0x90 -> "topic name invalid";
          case 0x95 -> "packet too large";
          case 0x97 -> "quota exceeded";
          case 0x99 -> "payload format invalid";
          default -> "see MQTT 5.0, 3.4.2.1";
        };
    return String.format("0x%02x %s", reason, name);
  }
}
