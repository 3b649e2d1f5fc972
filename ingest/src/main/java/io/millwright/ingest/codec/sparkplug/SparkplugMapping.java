package io.millwright.ingest.codec.sparkplug;

import io.millwright.rules.model.Units;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What edge nodes, devices and metrics are to us: the file of {@code serve --sparkplug}.
 *
 * @param hostId our id as a host application
 * @param reorderWait how long a gap in the sequence may stay open
 * @param rebirthEvery how long to wait for the answer to a rebirth request before the next
 * @param offlineAfter how long to wait for the birth of who was online before it counts as dead
 * @param refuseUnmapped whether metrics without a rule go to quarantine
 * @param gateway which gateway an edge node is
 * @param nodes the first one that fits counts
 * @param metrics the first one that fits counts
 * @param units our units by what metrics call them
 */
public record SparkplugMapping(
    String hostId,
    Duration reorderWait,
    Duration rebirthEvery,
    Duration offlineAfter,
    boolean refuseUnmapped,
    NameTemplate gateway,
    List<NodeRule> nodes,
    List<MetricRule> metrics,
    Map<String, String> units) {

  /**
   * An asset that is published for.
   *
   * @param rule why it is
   * @param tag the asset's tag
   * @param captured what the patterns have captured so far
   */
  record Subject(NodeRule rule, String tag, Map<String, String> captured) {}

  /** The gateway that an edge node is. */
  String gatewayOf(String group, String edge) {
    return gateway.fill(Map.of("group", group, "edge", edge));
  }

  /** The asset that an edge node or a device is; null when no rule fits. */
  @Nullable Subject subject(String group, String edge, String device) {
    String path = group + "/" + edge + (device.isEmpty() ? "" : "/" + device);
    for (NodeRule rule : nodes) {
      Map<String, String> found = rule.match().match(path);
      if (found != null) {
        Map<String, String> captured = new HashMap<>();
        captured.put("group", group);
        captured.put("edge", edge);
        captured.put("device", device);
        captured.putAll(found);
        return new Subject(rule, rule.asset().fill(captured), captured);
      }
    }
    return null;
  }

  /** The asset that the sender of a message is; null when no rule fits. */
  @Nullable Subject subject(SparkplugTopic topic) {
    return subject(topic.group(), topic.edge(), topic.device());
  }

  /** What a metric is; null when no rule fits. */
  @Nullable MetricTarget target(Subject subject, String metric, @Nullable String toldUnit) {
    MetricTarget own = target(subject.rule().metrics(), subject, metric, toldUnit);
    return own == null ? target(metrics, subject, metric, toldUnit) : own;
  }

  private @Nullable MetricTarget target(
      List<MetricRule> rules, Subject subject, String metric, @Nullable String toldUnit) {
    for (MetricRule rule : rules) {
      Map<String, String> found = rule.name().match(metric);
      if (found != null) {
        Map<String, String> captured = new HashMap<>(subject.captured());
        captured.putAll(found);
        NameTemplate asset = rule.asset();
        String tag = asset == null ? subject.tag() : asset.fill(captured);
        return target(rule, tag, metric, captured, toldUnit);
      }
    }
    return null;
  }

  private MetricTarget target(
      MetricRule rule,
      String asset,
      String metric,
      Map<String, String> captured,
      @Nullable String toldUnit) {
    if (rule instanceof MetricRule.Meter meter) {
      String name =
          meter.meter() == null ? MetricRule.Meter.ownName(metric) : meter.meter().fill(captured);
      String unit = meter.unit() == null ? ours(toldUnit) : meter.unit();
      return new MetricTarget.Meter(asset, name, unit, meter.states());
    } else if (rule instanceof MetricRule.Fault fault) {
      return new MetricTarget.Fault(asset, fault.code().fill(captured));
    } else if (rule instanceof MetricRule.FaultCodes codes) {
      return new MetricTarget.FaultCodes(asset, codes.codes());
    }
    return MetricTarget.IGNORED;
  }

  /** What a metric's unit is in ours; null for one that we cannot compare with a meter's. */
  private @Nullable String ours(@Nullable String told) {
    if (told == null) {
      return null;
    }
    String mapped = units.get(told);
    return mapped != null ? mapped : Units.isKnown(told) ? told : null;
  }
}
