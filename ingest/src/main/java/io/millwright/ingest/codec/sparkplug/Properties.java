package io.millwright.ingest.codec.sparkplug;

import io.millwright.ingest.codec.Quality;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.Metric;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.PropertySet;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.PropertyValue;
import org.jspecify.annotations.Nullable;

/** The properties of a metric that mean something to us. */
final class Properties {
  private static final int GOOD = 192;
  private static final int BAD = 0;

  private Properties() {}

  /**
   * How far to trust the value: 192 is good, 0 bad, 500 stale and anything else doubtful. A metric
   * that does not tell is good (specification, section 6.4.10).
   */
  static Quality quality(Metric metric) {
    PropertyValue value = property(metric, "Quality");
    if (value == null) {
      return Quality.GOOD;
    }
    long code = value.hasLongValue() ? value.getLongValue() : value.getIntValue();
    return code == GOOD ? Quality.GOOD : code == BAD ? Quality.BAD : Quality.UNCERTAIN;
  }

  /** What the metric calls its unit, or null. */
  static @Nullable String unit(Metric metric) {
    PropertyValue value = property(metric, "engUnit");
    return value == null || value.getStringValue().isBlank() ? null : value.getStringValue();
  }

  private static @Nullable PropertyValue property(Metric metric, String key) {
    PropertySet properties = metric.getProperties();
    int at = properties.getKeysList().indexOf(key);
    if (at < 0 || at >= properties.getValuesCount()) {
      return null;
    }
    PropertyValue value = properties.getValues(at);
    return value.getIsNull() ? null : value;
  }
}
