package io.millwright.ingest.codec.sparkplug;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What we say of ourselves as a host application: specification, section 6.4.23.
 *
 * @param hostId our id
 */
public record HostState(String hostId) {

  /** The topic, retained. */
  public String topic() {
    return SparkplugTopic.ROOT + "STATE/" + hostId;
  }

  /**
   * Whether we are there.
   *
   * @param online whether
   * @param timestamp when the connection was made, epoch milliseconds; the same in its will
   * @return JSON
   */
  public byte[] payload(boolean online, long timestamp) {
    return ("{\"online\":" + online + ",\"timestamp\":" + timestamp + "}").getBytes(UTF_8);
  }

  /** Whether somebody says that we are not there. */
  public boolean saysOffline(String topic, byte[] payload) {
    return topic.equals(topic())
        && new String(payload, UTF_8).replaceAll("\\s", "").contains("\"online\":false");
  }
}
