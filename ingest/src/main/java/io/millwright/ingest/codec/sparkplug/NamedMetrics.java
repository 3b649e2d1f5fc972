package io.millwright.ingest.codec.sparkplug;

import io.millwright.ingest.codec.sparkplug.SparkplugProto.Metric;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.Payload;
import org.jspecify.annotations.Nullable;

/** Reads what says itself what it is: metrics with a name and a datatype need no birth. */
final class NamedMetrics {
  private NamedMetrics() {}

  /**
   * Reads such metrics of a message and refuses the others.
   *
   * @param subject the asset it is of; null for none of ours
   * @param why the reason to refuse the others
   */
  static void read(
      SparkplugMapping mapping,
      MetricReader reader,
      SparkplugMapping.@Nullable Subject subject,
      Payload payload,
      long arrivedMillis,
      Why why,
      MessageParts parts) {
    for (Metric metric : payload.getMetricsList()) {
      if (!metric.hasName() || metric.getName().isEmpty() || !metric.hasDatatype()) {
        parts.refuse(
            why,
            metric,
            "No birth is known that defines "
                + MessageParts.reference(metric)
                + ": the edge node was asked to be born again, which tells its value anew");
        continue;
      }
      MetricTarget target =
          subject == null
              ? null
              : mapping.target(subject, metric.getName(), Properties.unit(metric));
      MetricTrack track =
          new MetricTrack(
              metric.getName(),
              metric.getDatatype(),
              target == null ? MetricTarget.UNMAPPED : target);
      reader.read(payload, metric, track, false, arrivedMillis, parts);
    }
  }
}
