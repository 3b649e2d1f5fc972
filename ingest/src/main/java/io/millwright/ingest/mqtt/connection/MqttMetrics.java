package io.millwright.ingest.mqtt.connection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.stream.Collectors;

/** The counters of the endpoint. Any thread. */
public final class MqttMetrics {
  private static final int SHOWN_GATEWAYS = 1000;

  private final MeterRegistry meters;
  private final Counter messages;
  private final Counter slowed;
  private final MultiGauge gateways;

  public MqttMetrics(MeterRegistry meters, Connections connections) {
    this.meters = meters;
    this.messages =
        Counter.builder("millwright.mqtt.messages")
            .description("Messages received")
            .tag("source", "endpoint")
            .register(meters);
    this.slowed =
        Counter.builder("millwright.mqtt.slowed")
            .description("Times a connection was stopped for its gateway's rate")
            .register(meters);
    this.gateways =
        MultiGauge.builder("millwright.mqtt.gateway.connections")
            .description("Open connections of each connected gateway (of 1,000 at most)")
            .register(meters);
    meters.gauge("millwright.mqtt.connections", connections, Connections::count);
  }

  void message() {
    messages.increment();
  }

  void slowed() {
    slowed.increment();
  }

  /** Shows how many connections each gateway has; beyond 1,000 gateways the page grows too long. */
  public void gateways(Map<String, Integer> open) {
    gateways.register(
        open.entrySet().stream()
            .limit(SHOWN_GATEWAYS)
            .map(each -> MultiGauge.Row.of(Tags.of("gateway", each.getKey()), each.getValue()))
            .collect(Collectors.toList()),
        true);
  }

  void refused(String reason) {
    meters.counter("millwright.mqtt.refused", "reason", reason).increment();
  }
}
