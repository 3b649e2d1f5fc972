package io.millwright.ingest.codec.sparkplug;

import io.millwright.ingest.codec.sparkplug.SparkplugProto.Metric;
import org.jspecify.annotations.Nullable;

/**
 * A metric's value: a number, or a text with NaN beside it.
 *
 * @param number the number; not finite when the metric's is not
 * @param text the text of a String, Text or UUID; null for a number
 */
record MetricValue(double number, @Nullable String text) {

  /**
   * Reads the value as its datatype says: specification, section 6.4.16. A 64-bit integer above
   * 2^53 is rounded to the nearest double.
   *
   * @param metric a metric with a value
   * @param datatype the datatype's number, of the metric's birth
   * @return the value; null for what is no number and no text
   */
  static @Nullable MetricValue of(Metric metric, int datatype) {
    return switch (datatype) {
      case 1 -> integer(metric, (byte) bits(metric));
      case 2 -> integer(metric, (short) bits(metric));
      case 3 -> integer(metric, bits(metric) << 32 >> 32);
      case 4, 13 -> integer(metric, bits(metric)); // Int64, DateTime
      case 5 -> integer(metric, bits(metric) & 0xFF);
      case 6 -> integer(metric, bits(metric) & 0xFFFF);
      case 7 -> integer(metric, bits(metric) & 0xFFFF_FFFFL);
      case 8 -> hasBits(metric) ? number(unsigned(bits(metric))) : null;
      case 9, 10 ->
          metric.hasFloatValue()
              ? number(metric.getFloatValue())
              : metric.hasDoubleValue() ? number(metric.getDoubleValue()) : null;
      case 11 -> metric.hasBooleanValue() ? number(metric.getBooleanValue() ? 1 : 0) : null;
      case 12, 14, 15 ->
          metric.hasStringValue() ? new MetricValue(Double.NaN, metric.getStringValue()) : null;
      default -> null;
    };
  }

  /** Whether values of a datatype are read at all. */
  static boolean isRead(int datatype) {
    return datatype >= 1 && datatype <= 15;
  }

  private static MetricValue number(double value) {
    return new MetricValue(value, null);
  }

  private static @Nullable MetricValue integer(Metric metric, long value) {
    return hasBits(metric) ? number((double) value) : null;
  }

  /** Some edge nodes send small integers as long ones and the other way round. */
  private static boolean hasBits(Metric metric) {
    return metric.hasIntValue() || metric.hasLongValue();
  }

  private static long bits(Metric metric) {
    return metric.hasLongValue() ? metric.getLongValue() : metric.getIntValue();
  }

  private static double unsigned(long bits) {
    return bits >= 0 ? (double) bits : (double) ((bits >>> 1) | (bits & 1)) * 2.0;
  }
}
