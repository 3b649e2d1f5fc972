package io.millwright.ingest.mqtt;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** The counters of the endpoint. Any thread. */
final class MqttMetrics {
  private final MeterRegistry meters;
  private final Counter messages;

  MqttMetrics(MeterRegistry meters, Connections connections) {
    this.meters = meters;
    this.messages =
        Counter.builder("millwright.mqtt.messages")
            .description("Messages received")
            .tag("source", "endpoint")
            .register(meters);
    meters.gauge("millwright.mqtt.connections", connections, Connections::count);
  }

  void message() {
    messages.increment();
  }

  void refused(String reason) {
    meters.counter("millwright.mqtt.refused", "reason", reason).increment();
  }
}
