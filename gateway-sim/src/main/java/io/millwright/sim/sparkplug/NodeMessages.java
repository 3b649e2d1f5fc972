package io.millwright.sim.sparkplug;

import io.millwright.ingest.codec.sparkplug.SparkplugProto.Metric;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.Payload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The messages of one edge node in their sequence: what it has, under which aliases. Each session
 * numbers its aliases anew, so that nobody gets by with those of the session before. Not
 * thread-safe.
 */
public final class NodeMessages {
  private static final int DOUBLE = 10;
  private static final int INT64 = 4;
  private static final int BOOLEAN = 11;

  private final Map<String, Map<String, Double>> devices = new LinkedHashMap<>();
  private final Map<String, Long> aliases = new LinkedHashMap<>();
  private long session = -1;
  private int seq;
  private long nextAlias;

  /** Sets what a metric of a device is; told with the next birth only. */
  public void define(String device, String metric, double value) {
    devices.computeIfAbsent(device, d -> new LinkedHashMap<>()).put(metric, value);
  }

  /** The names of the devices. */
  public List<String> devices() {
    return new ArrayList<>(devices.keySet());
  }

  /** The death of the session that is about to begin, for the will. */
  public byte[] nextDeath(long nowMillis) {
    session++;
    return Payload.newBuilder().setTimestamp(nowMillis).addMetrics(bdSeq()).build().toByteArray();
  }

  /** The birth of the node, which begins the sequence. */
  public byte[] nodeBirth(long nowMillis) {
    seq = 0;
    return next(nowMillis)
        .addMetrics(bdSeq())
        .addMetrics(
            Metric.newBuilder()
                .setName("Node Control/Rebirth")
                .setDatatype(BOOLEAN)
                .setBooleanValue(false))
        .build()
        .toByteArray();
  }

  /** The birth of a device with all that it has. */
  public byte[] deviceBirth(String device, long nowMillis) {
    Payload.Builder payload = next(nowMillis);
    metrics(device)
        .forEach(
            (metric, value) -> {
              aliases.put(device + "/" + metric, nextAlias);
              payload.addMetrics(
                  Metric.newBuilder()
                      .setName(metric)
                      .setAlias(nextAlias++)
                      .setTimestamp(nowMillis)
                      .setDatatype(DOUBLE)
                      .setDoubleValue(value));
            });
    return payload.build().toByteArray();
  }

  /** A changed value, by its alias. */
  public byte[] data(String device, String metric, double value, long nowMillis) {
    define(device, metric, value);
    return next(nowMillis)
        .addMetrics(
            Metric.newBuilder()
                .setAlias(aliases.getOrDefault(device + "/" + metric, -1L))
                .setTimestamp(nowMillis)
                .setDoubleValue(value))
        .build()
        .toByteArray();
  }

  /** The death of a device. */
  public byte[] deviceDeath(long nowMillis) {
    return next(nowMillis).build().toByteArray();
  }

  /** Leaves out numbers of the sequence, as if messages were lost. */
  public void lose(int messages) {
    seq = seq + messages & 0xFF;
  }

  private Map<String, Double> metrics(String device) {
    return devices.getOrDefault(device, Map.of());
  }

  private Metric.Builder bdSeq() {
    return Metric.newBuilder().setName("bdSeq").setDatatype(INT64).setLongValue(session & 0xFF);
  }

  private Payload.Builder next(long nowMillis) {
    Payload.Builder payload = Payload.newBuilder().setTimestamp(nowMillis).setSeq(seq);
    seq = seq + 1 & 0xFF;
    return payload;
  }
}
