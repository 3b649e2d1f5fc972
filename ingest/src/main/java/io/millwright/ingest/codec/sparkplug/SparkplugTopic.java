package io.millwright.ingest.codec.sparkplug;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code spBv1.0/{group}/{type}/{edge}[/{device}]}: specification, section 4.1.
 *
 * @param group the group of edge nodes
 * @param type what the message is
 * @param edge the edge node, unique within its group
 * @param device the device of the edge node, or {@link #NODE} for the edge node itself
 */
record SparkplugTopic(String group, MessageType type, String edge, String device) {
  /** What all topics begin with. */
  static final String ROOT = "spBv1.0/";

  /** The edge node itself, where a device is asked for. No device has this name. */
  static final String NODE = "";

  /**
   * Reads a topic.
   *
   * @param topic the full topic
   * @return its parts, or null when it is none that an edge node publishes to
   */
  static @Nullable SparkplugTopic parse(String topic) {
    if (!topic.startsWith(ROOT)) {
      return null;
    }
    List<String> levels = List.of(topic.split("/", -1));
    if (levels.size() < 4 || levels.size() > 5 || levels.contains("")) {
      return null;
    }
    MessageType type = MessageType.of(levels.get(2));
    if (type == null || type.ofDevice() != (levels.size() == 5)) {
      return null;
    }
    return new SparkplugTopic(
        levels.get(1), type, levels.get(3), type.ofDevice() ? levels.get(4) : NODE);
  }
}
