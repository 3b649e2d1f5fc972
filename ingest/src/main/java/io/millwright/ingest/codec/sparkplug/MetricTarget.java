package io.millwright.ingest.codec.sparkplug;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one metric of one asset is to us. */
sealed interface MetricTarget {
  /** A metric that the mapping leaves out. */
  MetricTarget IGNORED = new Ignored();

  /** A metric that the mapping does not know. */
  MetricTarget UNMAPPED = new Unmapped();

  /** A meter of an asset; {@code states} turns texts into numbers. */
  record Meter(String asset, String meter, @Nullable String unit, Map<String, Double> states)
      implements MetricTarget {}

  /** A fault of an asset. */
  record Fault(String asset, String code) implements MetricTarget {}

  /** Which of the faults is active, by the value. */
  record FaultCodes(String asset, Map<String, String> codes) implements MetricTarget {}

  /** See {@link #IGNORED}. */
  record Ignored() implements MetricTarget {}

  /** See {@link #UNMAPPED}. */
  record Unmapped() implements MetricTarget {}
}
