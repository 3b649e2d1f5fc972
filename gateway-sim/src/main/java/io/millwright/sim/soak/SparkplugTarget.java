package io.millwright.sim.soak;

import com.google.protobuf.ByteString;
import io.millwright.ingest.codec.sparkplug.MappingReader;
import io.millwright.ingest.codec.sparkplug.SparkplugHost;
import io.millwright.ingest.codec.sparkplug.SparkplugMapping;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.Metric;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.Payload;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.PropertySet;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.PropertyValue;
import io.millwright.ingest.codec.sparkplug.Taken;
import io.millwright.ingest.codec.sparkplug.Tally;
import io.millwright.rules.planfile.PlanException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A Sparkplug host: after a good birth each input is every kind of message, one after the other.
 */
final class SparkplugTarget implements FuzzTarget {
  private static final long NOW = 1_795_395_723_456L;
  private static final String MAPPING =
      """
      nodes:
        - {match: "{group}/{edge}", asset: "{edge}"}
        - {match: "{group}/{edge}/{device}", asset: "{device}"}
      """;
  private static final List<String> TOPICS =
      List.of(
          "spBv1.0/g/NDATA/e",
          "spBv1.0/g/DBIRTH/e/d",
          "spBv1.0/g/DDATA/e/d",
          "spBv1.0/g/NBIRTH/e",
          "spBv1.0/g/DDEATH/e/d",
          "spBv1.0/g/NDEATH/e",
          "spBv1.0/STATE/millwright");

  private final SparkplugMapping mapping;
  private final byte[] birth = birth().toByteArray();
  private final List<byte[]> samples =
      List.of(
          birth,
          data(1).toByteArray(),
          data(2).toByteArray(),
          "{\"online\":true}".getBytes(StandardCharsets.UTF_8));

  SparkplugTarget() {
    try {
      mapping = MappingReader.read(MAPPING);
    } catch (PlanException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String name() {
    return "sparkplug";
  }

  @Override
  public List<byte[]> samples() {
    return samples;
  }

  @Override
  public boolean takes(byte[] input) {
    SparkplugHost<Integer> host = new SparkplugHost<>(mapping, new Tally());
    Outcome outcome = new Outcome();
    host.take("spBv1.0/g/NBIRTH/e", birth, 0, 0, NOW, outcome);
    int settledBefore = outcome.settled;
    for (int i = 0; i < TOPICS.size(); i++) {
      host.take(TOPICS.get(i), input, i + 1, 0, NOW + i, outcome);
    }
    // The gap in the sequence is given up by then, and what waited for it is settled.
    host.tick(NOW + 3_600_000, true, outcome);
    if (outcome.settled != settledBefore + TOPICS.size()) {
      throw new IllegalStateException(
          "settled " + (outcome.settled - settledBefore) + " of " + TOPICS.size() + " messages");
    }
    return outcome.refused < TOPICS.size();
  }

  private static Payload birth() {
    return Payload.newBuilder()
        .setTimestamp(NOW)
        .setSeq(0)
        .addMetrics(Metric.newBuilder().setName("bdSeq").setDatatype(8).setLongValue(0))
        .addMetrics(
            Metric.newBuilder()
                .setName("hours")
                .setAlias(1)
                .setDatatype(10)
                .setTimestamp(NOW)
                .setDoubleValue(12.5)
                .setProperties(
                    PropertySet.newBuilder()
                        .addKeys("engUnit")
                        .addValues(PropertyValue.newBuilder().setType(12).setStringValue("h"))))
        .addMetrics(
            Metric.newBuilder().setName("on").setAlias(2).setDatatype(11).setBooleanValue(true))
        .addMetrics(
            Metric.newBuilder()
                .setName("set")
                .setAlias(3)
                .setDatatype(16)
                .setDatasetValue(ByteString.copyFromUtf8("abc")))
        .build();
  }

  private static Payload data(long seq) {
    return Payload.newBuilder()
        .setTimestamp(NOW + seq)
        .setSeq(seq)
        .addMetrics(Metric.newBuilder().setAlias(1).setDatatype(10).setDoubleValue(13))
        .addMetrics(Metric.newBuilder().setAlias(2).setIsNull(true).setIsHistorical(true))
        .addMetrics(Metric.newBuilder().setAlias(9).setLongValue(-1))
        .build();
  }

  private static final class Outcome
      implements io.millwright.ingest.codec.sparkplug.Findings<Integer> {
    private int settled;
    private int refused;

    @Override
    public void taken(Integer message, Taken taken) {
      settled++;
      refused += taken.refused().isEmpty() ? 0 : 1;
    }

    @Override
    public void missed(String gateway, String topic, Taken taken) {}

    @Override
    public void forgotten(String group, String edge) {}

    @Override
    public void rebirth(String group, String edge) {}

    @Override
    public void unmapped(String where, int metrics, List<String> examples) {}
  }
}
