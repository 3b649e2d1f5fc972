package io.millwright.sim.sparkplug;

import io.millwright.ingest.codec.sparkplug.SparkplugProto.Metric;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.Payload;
import io.millwright.sim.load.LoadFleet;
import io.millwright.sim.load.MessageMaker;

/**
 * A load gateway as an edge node whose devices are its assets: its births first, then data of one
 * device after the other, by alias, each metric as often as the message has room for. {@link
 * #MAPPING} is what the service needs to know.
 */
public final class SparkplugMaker implements MessageMaker {
  /** For {@code serve --sparkplug}. */
  public static final String MAPPING =
      """
      nodes: [{match: "load/{edge}/{device}", asset: "{device}"}]
      metrics: [{name: "m{n}", meter: "m{n}"}]
      """;

  private static final int DOUBLE = 10;
  private static final int INT64 = 4;
  private static final long COUNTED_FROM_MILLIS = 1_767_225_600_000L; // 2026-01-01
  private static final double HOUR_MILLIS = 3_600_000;

  private final LoadFleet fleet;
  private final int gateway;
  private final int readings;
  private final int first;
  private final int end;

  /** The device whose turn is next; before the births of devices the node's own. */
  private int asset;

  private boolean bornNode;
  private boolean bornDevices;
  private int seq;
  private long lap;
  private String topic = "";

  /**
   * The maker of a gateway's messages.
   *
   * @param fleet has the gateway
   * @param gateway its number
   * @param readings in each message
   */
  public SparkplugMaker(LoadFleet fleet, int gateway, int readings) {
    this.fleet = fleet;
    this.gateway = gateway;
    this.readings = readings;
    this.first = fleet.firstAsset(gateway);
    this.end = fleet.firstAsset(gateway + 1);
    this.asset = first;
  }

  /** The topic of the newest message. */
  @Override
  public String topic() {
    return topic;
  }

  @Override
  public byte[] next(long nowMillis) {
    if (!bornNode) {
      bornNode = true;
      topic = "spBv1.0/load/NBIRTH/" + fleet.gateway(gateway);
      return numbered(nowMillis)
          .addMetrics(Metric.newBuilder().setName("bdSeq").setDatatype(INT64).setLongValue(0))
          .build()
          .toByteArray();
    }
    byte[] payload = bornDevices ? data(nowMillis) : deviceBirth(nowMillis);
    if (++asset == end) {
      asset = first;
      bornDevices = true;
    }
    return payload;
  }

  private byte[] deviceBirth(long nowMillis) {
    topic = deviceTopic("DBIRTH");
    lap = Math.max(lap + 1, nowMillis);
    Payload.Builder payload = numbered(nowMillis);
    for (int meter = 0; meter < fleet.metersOf(asset); meter++) {
      payload.addMetrics(
          metric(meter).setName(LoadFleet.meter(meter)).setDatatype(DOUBLE).setAlias(meter));
    }
    return payload.build().toByteArray();
  }

  private byte[] data(long nowMillis) {
    topic = deviceTopic("DDATA");
    Payload.Builder payload = numbered(nowMillis);
    for (int i = 0; i < readings; i++) {
      int meter = i % fleet.metersOf(asset);
      if (meter == 0) {
        lap = Math.max(lap + 1, nowMillis);
      }
      payload.addMetrics(metric(meter).setAlias(meter));
    }
    return payload.build().toByteArray();
  }

  /** Values follow from the time, so that counters never run backwards over several runs. */
  private Metric.Builder metric(int meter) {
    double value =
        LoadFleet.isCounter(meter)
            ? (lap - COUNTED_FROM_MILLIS) / HOUR_MILLIS
            : 20 + (lap * 31 + meter * 17L) % 1_000 / 100.0;
    return Metric.newBuilder().setTimestamp(lap).setDoubleValue(value);
  }

  private String deviceTopic(String type) {
    return "spBv1.0/load/" + type + "/" + fleet.gateway(gateway) + "/" + fleet.tag(asset);
  }

  private Payload.Builder numbered(long nowMillis) {
    Payload.Builder payload = Payload.newBuilder().setTimestamp(nowMillis).setSeq(seq);
    seq = seq + 1 & 0xFF;
    return payload;
  }
}
