package io.millwright.ingest.codec.sparkplug;

import io.millwright.ingest.codec.sparkplug.SparkplugProto.Metric;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.Payload;

/** Short ways to write payloads. */
final class Payloads {
  static final int INT64 = 4;
  static final int DOUBLE = 10;
  static final int BOOLEAN = 11;
  static final int STRING = 12;

  private Payloads() {}

  static Payload.Builder at(long time, int seq) {
    return Payload.newBuilder().setTimestamp(time).setSeq(seq);
  }

  static Metric.Builder bdSeq(long session) {
    return Metric.newBuilder().setName("bdSeq").setDatatype(INT64).setLongValue(session);
  }

  static Metric.Builder defined(String name, long alias, double value) {
    return Metric.newBuilder()
        .setName(name)
        .setAlias(alias)
        .setDatatype(DOUBLE)
        .setDoubleValue(value);
  }

  static Metric.Builder text(String name, String value) {
    return Metric.newBuilder().setName(name).setDatatype(STRING).setStringValue(value);
  }

  static Metric.Builder flag(String name, boolean value) {
    return Metric.newBuilder().setName(name).setDatatype(BOOLEAN).setBooleanValue(value);
  }

  static Metric.Builder changed(long alias, double value) {
    return Metric.newBuilder().setAlias(alias).setDoubleValue(value);
  }
}
