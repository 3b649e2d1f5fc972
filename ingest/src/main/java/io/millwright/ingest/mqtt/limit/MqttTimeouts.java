package io.millwright.ingest.mqtt.limit;

import java.time.Duration;

/**
 * How long the endpoint waits for its clients.
 *
 * @param connect from the socket's opening to the end of its CONNECT, TLS handshake apart (which
 *     has as long once more); 1 s or more
 * @param packet from the first byte of a packet to its last, while we read, and a millisecond more
 *     for each byte of it; above 0
 * @param unread how long a client may leave our answers unread; above 0
 * @param keepAlive the longest keep-alive interval that MQTT 5 clients are granted, who otherwise
 *     may have none at all; 1 s to 65,535 s
 * @param recheck how often open connections are checked against the registry, above 0
 */
public record MqttTimeouts(
    Duration connect, Duration packet, Duration unread, Duration keepAlive, Duration recheck) {

  /** 10 s, 2 min, 2 min, 10 min, 2 s. */
  public static final MqttTimeouts DEFAULT =
      new MqttTimeouts(
          Duration.ofSeconds(10),
          Duration.ofMinutes(2),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofSeconds(2));

  /** Validates the ranges. */
  public MqttTimeouts {
    check(connect.toSeconds() >= 1, "connect must be 1 s or more");
    check(packet.toMillis() > 0, "packet must be above 0");
    check(unread.toMillis() > 0, "unread must be above 0");
    check(
        keepAlive.toSeconds() >= 1 && keepAlive.toSeconds() <= 65_535,
        "keepAlive must be 1 to 65535 s");
    check(recheck.toMillis() > 0, "recheck must be above 0");
  }

  private static void check(boolean valid, String message) {
    if (!valid) {
      throw new IllegalArgumentException("MQTT timeouts: " + message);
    }
  }
}
