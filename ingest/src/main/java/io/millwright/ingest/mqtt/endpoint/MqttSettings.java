package io.millwright.ingest.mqtt.endpoint;

import io.millwright.ingest.mqtt.limit.MqttLimits;
import io.millwright.ingest.mqtt.tls.MqttTls;
import org.jspecify.annotations.Nullable;

/**
 * Where and how the endpoint listens.
 *
 * @param host the address to bind, such as {@code 0.0.0.0}
 * @param port the port, 1 to 65,535, or 0 for any free one
 * @param tls its certificate and whom it trusts; null listens without TLS
 * @param eventLoops how many event loops share the connections, 1 or more
 * @param limits what clients are granted
 */
public record MqttSettings(
    String host, int port, @Nullable MqttTls tls, int eventLoops, MqttLimits limits) {

  /** Validates the ranges. */
  public MqttSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("MQTT port must be 0 to 65535, not " + port);
    }
    if (eventLoops < 1) {
      throw new IllegalArgumentException("MQTT needs 1 event loop or more, not " + eventLoops);
    }
  }
}
