package io.millwright.ingest.codec.sparkplug;

import io.millwright.ingest.codec.sparkplug.SparkplugProto.Payload;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The newest births of one edge node and its devices, up to a bound. Not thread-safe. */
final class Births {
  static final int MOST_DEVICES = 2_000;
  static final int MOST_METRICS = 100_000;

  private final Map<String, Birth> byDevice = new HashMap<>();
  private int metrics;

  boolean isEmpty() {
    return byDevice.isEmpty();
  }

  /** The birth of a device, or of the {@link SparkplugTopic#NODE}; null before it. */
  @Nullable Birth of(String device) {
    return byDevice.get(device);
  }

  /** Those that were born, and the node itself. */
  Set<String> names() {
    Set<String> names = new TreeSet<>(byDevice.keySet());
    names.add(SparkplugTopic.NODE);
    return names;
  }

  /** How many metrics they have defined. */
  int metrics() {
    return metrics;
  }

  /** Whether a birth can be kept; it replaces the device's former one. */
  boolean hasRoomFor(String device, Payload birth) {
    Birth former = byDevice.get(device);
    return former == null
        ? byDevice.size() <= MOST_DEVICES && metrics + birth.getMetricsCount() <= MOST_METRICS
        : metrics - former.size() + birth.getMetricsCount() <= MOST_METRICS;
  }

  /** Keeps a birth, which takes over what the one before it has seen. */
  void put(String device, Birth birth) {
    Birth former = byDevice.put(device, birth);
    if (former != null) {
      birth.goesOnFrom(former);
      metrics -= former.size();
    }
    metrics += birth.size();
  }

  /**
   * None of the definitions holds any more.
   *
   * @param sameSession whether what they have seen still counts
   */
  void expire(boolean sameSession) {
    byDevice.values().forEach(birth -> birth.expire(sameSession));
  }
}
