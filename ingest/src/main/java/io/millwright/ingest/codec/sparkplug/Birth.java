package io.millwright.ingest.codec.sparkplug;

import io.millwright.ingest.codec.sparkplug.SparkplugProto.Metric;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.Payload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the newest birth of an edge node or a device has defined: specification, section 6.4.6. */
final class Birth {
  private static final int EXAMPLES = 5;

  private final SparkplugMapping.@Nullable Subject subject;
  private final Map<String, MetricTrack> byName = new HashMap<>();
  private final Map<Long, MetricTrack> byAlias = new HashMap<>();
  private final List<String> unmapped = new ArrayList<>();
  private int unmappedCount;
  private boolean online = true;
  private boolean current = true;

  private Birth(SparkplugMapping.@Nullable Subject subject) {
    this.subject = subject;
  }

  /**
   * Reads the definitions of a birth.
   *
   * @param payload the birth
   * @param subject which asset it is of; null for none of ours
   * @param mapping says what the metrics are
   */
  static Birth of(
      Payload payload, SparkplugMapping.@Nullable Subject subject, SparkplugMapping mapping) {
    Birth birth = new Birth(subject);
    Set<Long> ambiguous = new HashSet<>();
    for (Metric metric : payload.getMetricsList()) {
      if (!metric.hasName() || !metric.hasDatatype()) {
        continue; // what refers to it is an unknown alias
      }
      MetricTrack track = birth.define(metric, mapping);
      MetricTrack same = birth.byName.putIfAbsent(metric.getName(), track);
      if (metric.hasAlias()) {
        MetricTrack other = birth.byAlias.put(metric.getAlias(), same == null ? track : same);
        if (other != null && !other.name().equals(metric.getName())) {
          ambiguous.add(metric.getAlias());
        }
      }
    }
    birth.byAlias.keySet().removeAll(ambiguous);
    return birth;
  }

  private MetricTrack define(Metric metric, SparkplugMapping mapping) {
    MetricTarget target =
        isOfTheProtocol(metric.getName())
            ? MetricTarget.IGNORED
            : subject == null
                ? null
                : mapping.target(subject, metric.getName(), Properties.unit(metric));
    if (target == null) {
      unmappedCount++;
      if (unmapped.size() < EXAMPLES) {
        unmapped.add(metric.getName());
      }
      target = MetricTarget.UNMAPPED;
    }
    return new MetricTrack(metric.getName(), metric.getDatatype(), target);
  }

  private static boolean isOfTheProtocol(String metric) {
    return metric.equals(NodeSession.BD_SEQ)
        || metric.startsWith("Node Control/")
        || metric.startsWith("Device Control/");
  }

  /**
   * Takes over what the birth before it has seen: which faults are active, and when that was in the
   * same session, all values.
   */
  void goesOnFrom(Birth former) {
    for (MetricTrack track : byName.values()) {
      MetricTrack before = former.byName.get(track.name());
      if (before != null && (former.online || track.isFault())) {
        track.goesOnFrom(before);
      }
    }
  }

  /** The definition that a metric of a message refers to; null when there is none. */
  @Nullable MetricTrack track(Metric metric) {
    if (metric.hasName() && !metric.getName().isEmpty()) {
      return byName.get(metric.getName());
    }
    return metric.hasAlias() ? byAlias.get(metric.getAlias()) : null;
  }

  /** The tag of the asset it is of, or null. */
  @Nullable String asset() {
    return subject == null ? null : subject.tag();
  }

  /** Whether its definitions still hold. */
  boolean isCurrent() {
    return current;
  }

  /**
   * Its definitions hold no more.
   *
   * @param sameSession whether what it has seen still counts
   */
  void expire(boolean sameSession) {
    current = false;
    online &= sameSession;
  }

  int unmappedCount() {
    return unmappedCount;
  }

  List<String> unmapped() {
    return unmapped;
  }

  int size() {
    return byName.size();
  }
}
