package io.millwright.ingest.mqtt.limit;

import io.millwright.ingest.registry.GatewayLimits;
import java.time.Duration;

/**
 * What the endpoint grants its clients.
 *
 * @param connections how many may be connected, 1 or more
 * @param packetBytes the largest packet, in bytes, 1024 to 268,435,455
 * @param receiveMaximum how many QoS 1 and 2 messages an MQTT 5 client may have unacknowledged, 1
 *     to 65,535
 * @param unacknowledged at how many unanswered messages of any QoS a connection is not read on, 1
 *     or more
 * @param sessionExpiry how long a session is kept after its connection ended, at most; MQTT 3.1.1
 *     sessions get just this
 * @param timeouts how long it waits for them
 * @param gateway what a gateway may do of which the registry says nothing; 0 or null is no limit
 * @param connects how often they may try to connect
 */
public record MqttLimits(
    int connections,
    int packetBytes,
    int receiveMaximum,
    int unacknowledged,
    Duration sessionExpiry,
    MqttTimeouts timeouts,
    GatewayLimits gateway,
    ConnectRates connects) {

  /** 100 connections, 50,000 packets/s and 64 MiB/s: no honest gateway comes near. */
  public static final GatewayLimits GATEWAY = new GatewayLimits(100, 50_000, 64 << 20);

  /** 10,000 connections, 1 MiB, 1024 and 4096 messages, 30 days; the others' defaults. */
  public static final MqttLimits DEFAULT =
      new MqttLimits(
          10_000,
          1 << 20,
          1024,
          4096,
          Duration.ofDays(30),
          MqttTimeouts.DEFAULT,
          GATEWAY,
          ConnectRates.DEFAULT);

  /** Validates the ranges. */
  public MqttLimits {
    check(connections >= 1, "connections must be 1 or more");
    check(
        packetBytes >= 1024 && packetBytes <= 268_435_455, "packetBytes must be 1024 to 268435455");
    check(receiveMaximum >= 1 && receiveMaximum <= 65_535, "receiveMaximum must be 1 to 65535");
    check(unacknowledged >= 1, "unacknowledged must be 1 or more");
    check(
        !sessionExpiry.isNegative() && sessionExpiry.toSeconds() < 0xFFFF_FFFFL,
        "sessionExpiry must be 0 to 4294967294 s");
  }

  /**
   * Returns the same limits with others for gateways.
   *
   * @param gateway what a gateway may do of which the registry says nothing
   * @param connects how often they may try to connect
   * @return the limits
   */
  public MqttLimits with(GatewayLimits gateway, ConnectRates connects) {
    return new MqttLimits(
        connections,
        packetBytes,
        receiveMaximum,
        unacknowledged,
        sessionExpiry,
        timeouts,
        gateway,
        connects);
  }

  private static void check(boolean valid, String message) {
    if (!valid) {
      throw new IllegalArgumentException("MQTT limits: " + message);
    }
  }
}
