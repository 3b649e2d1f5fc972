package io.millwright.ingest.codec.sparkplug;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a metric of a name is to us. */
sealed interface MetricRule {
  /** The metrics it is about. */
  NamePattern name();

  /** The tag of the asset that they are of; null for that of the device. */
  @Nullable NameTemplate asset();

  /**
   * A meter.
   *
   * @param asset the tag of its asset; null for that of the device
   * @param meter its name; null for the metric's own, see {@link #ownName}
   * @param unit the unit of its values; null for the one that the metric tells
   * @param states the number that stands for a text; empty when its values are numbers
   */
  record Meter(
      NamePattern name,
      @Nullable NameTemplate asset,
      @Nullable NameTemplate meter,
      @Nullable String unit,
      Map<String, Double> states)
      implements MetricRule {

    /** The last level in snake case: {@code Engine/Oil Temp} is {@code oil_temp}. */
    static String ownName(String metric) {
      return metric
          .substring(metric.lastIndexOf('/') + 1)
          .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
          .replaceAll("[^\\p{L}\\p{N}]+", "_")
          .replaceAll("^_+|_+$", "")
          .toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A fault that is active while the value is true, or not 0.
   *
   * @param asset the tag of its asset; null for that of the device
   */
  record Fault(NamePattern name, @Nullable NameTemplate asset, NameTemplate code)
      implements MetricRule {}

  /**
   * A metric whose value says which fault is active.
   *
   * @param asset the tag of its asset; null for that of the device
   * @param codes the fault for a value; a value that is not there stands for no fault
   */
  record FaultCodes(NamePattern name, @Nullable NameTemplate asset, Map<String, String> codes)
      implements MetricRule {}

  /** Known, and of no interest. */
  record Ignored(NamePattern name) implements MetricRule {
    @Override
    public @Nullable NameTemplate asset() {
      return null;
    }
  }
}
