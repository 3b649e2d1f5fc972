package io.millwright.sim.load;

import io.millwright.sim.mqtt.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run came to.
 *
 * @param plan what was to be done
 * @param sent messages of the whole run
 * @param acknowledged messages of the whole run
 * @param refused messages of the whole run, by reason code
 * @param seconds that were measured
 * @param messages answered in them; of QoS 0, sent
 * @param latencies from when a message was due to its acknowledgement, in ns, in them; empty at QoS
 *     0
 */
public record LoadReport(
    LoadPlan plan,
    long sent,
    long acknowledged,
    Map<Integer, Long> refused,
    double seconds,
    long messages,
    Histogram latencies) {

  /** Readings that the server has acknowledged, warm-up and all. */
  public long acknowledgedReadings() {
    return acknowledged * plan.readings();
  }

  /** Messages that nobody answered, warm-up and all; QoS 1. */
  public long unanswered() {
    return plan.qos() == 0
        ? 0
        : sent - acknowledged - refused.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Messages a second. */
  public double messagesPerSecond() {
    return messages / seconds;
  }

  /** Readings a second. */
  public double readingsPerSecond() {
    return messagesPerSecond() * plan.readings();
  }

  /** A latency in ms. */
  public double millis(double percentile) {
    return latencies.getValueAtPercentile(percentile) / 1e6;
  }

  /** The figures by name, in the order of the table. */
  public Map<String, Object> figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("gateways", plan.gateways());
    figures.put("meters", plan.meters());
    figures.put("readings a message", plan.readings());
    figures.put("sent", sent);
    figures.put("acknowledged", acknowledged);
    refused.forEach((code, count) -> figures.put("refused " + Refusal.describe(code), count));
    figures.put("unanswered", unanswered());
    figures.put("seconds measured", seconds);
    figures.put("messages/s", messagesPerSecond());
    figures.put("readings/s", readingsPerSecond());
    if (latencies.getTotalCount() > 0) {
      figures.put("ack p50 ms", millis(50));
      figures.put("ack p90 ms", millis(90));
      figures.put("ack p99 ms", millis(99));
      figures.put("ack p99.9 ms", millis(99.9));
      figures.put("ack max ms", latencies.getMaxValue() / 1e6);
    }
    return figures;
  }

  /** The figures as JSON. */
  public String json() {
    return JsonMapper.shared().writeValueAsString(figures());
  }
}
