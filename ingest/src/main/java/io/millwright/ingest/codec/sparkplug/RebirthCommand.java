package io.millwright.ingest.codec.sparkplug;

import io.millwright.ingest.codec.sparkplug.SparkplugProto.Metric;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.Payload;

/**
 * Asks an edge node for its births: specification, section 6.4.21.
 *
 * @param group its group
 * @param edge its name
 */
public record RebirthCommand(String group, String edge) {
  private static final int BOOLEAN = 11;

  /** The topic that the edge node listens to. */
  public String topic() {
    return SparkplugTopic.ROOT + group + "/NCMD/" + edge;
  }

  /**
   * The command.
   *
   * @param nowMillis epoch milliseconds
   * @return a Sparkplug payload
   */
  public byte[] payload(long nowMillis) {
    return Payload.newBuilder()
        .setTimestamp(nowMillis)
        .addMetrics(
            Metric.newBuilder()
                .setName("Node Control/Rebirth")
                .setTimestamp(nowMillis)
                .setDatatype(BOOLEAN)
                .setBooleanValue(true))
        .build()
        .toByteArray();
  }
}
