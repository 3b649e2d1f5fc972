package io.millwright.ingest.codec.sparkplug;

import io.millwright.ingest.codec.Decoded;
import io.millwright.ingest.codec.MessageFormat;
import io.millwright.ingest.codec.UndecodableException;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.Payload;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which topics are Sparkplug's, and who may use them. {@link #decode} is for a message out of
 * quarantine, which has no place in a sequence any more: it reads what needs no birth. Messages on
 * their way in go through a {@link SparkplugHost}.
 */
public final class SparkplugFormat implements MessageFormat {
  private final SparkplugMapping mapping;
  private final MetricReader reader;

  /**
   * Makes it.
   *
   * @param mapping what edge nodes, devices and metrics are to us
   */
  public SparkplugFormat(SparkplugMapping mapping) {
    this.mapping = mapping;
    this.reader = new MetricReader(true, new Tally());
  }

  /** What edge nodes publish, and our own state, which others might overwrite. */
  @Override
  public List<String> filters() {
    Stream<String> types =
        Stream.of(MessageType.values())
            .map(type -> SparkplugTopic.ROOT + "+/" + type + (type.ofDevice() ? "/+/+" : "/+"));
    return Stream.concat(types, Stream.of(new HostState(mapping.hostId()).topic())).toList();
  }

  @Override
  public boolean takes(String topic) {
    return topic.startsWith(SparkplugTopic.ROOT);
  }

  @Override
  public boolean permits(String gateway, String topic) {
    SparkplugTopic place = SparkplugTopic.parse(topic);
    return place != null && mapping.gatewayOf(place.group(), place.edge()).equals(gateway);
  }

  @Override
  public String permitted(String gateway) {
    return "to the Sparkplug topics of edge nodes that are this gateway";
  }

  /**
   * An edge node may hear its commands, those of its devices, and of our state: specification,
   * section 5.
   */
  @Override
  public boolean grants(String gateway, String filter) {
    List<String> levels = List.of(filter.split("/", -1));
    if (levels.size() < 3 || !levels.get(0).equals("spBv1.0")) {
      return false;
    }
    if (levels.get(1).equals("STATE")) {
      return levels.size() == 3 && List.of(mapping.hostId(), "+", "#").contains(levels.get(2));
    }
    boolean ofDevice = levels.get(2).equals("DCMD");
    if (levels.size() < 4 || !(ofDevice || levels.get(2).equals("NCMD"))) {
      return false;
    }
    boolean wild = (levels.get(1) + levels.get(3)).matches(".*[+#].*");
    return !wild
        && mapping.gatewayOf(levels.get(1), levels.get(3)).equals(gateway)
        && (levels.size() == 4 || (levels.size() == 5 && (ofDevice || levels.get(4).equals("#"))));
  }

  @Override
  public boolean sends() {
    return true;
  }

  @Override
  public @Nullable String gateway(String topic) {
    SparkplugTopic place = SparkplugTopic.parse(topic);
    return place == null ? null : mapping.gatewayOf(place.group(), place.edge());
  }

  @Override
  public Decoded decode(String gateway, String topic, byte[] bytes, long arrivedMillis)
      throws UndecodableException {
    SparkplugTopic place = SparkplugTopic.parse(topic);
    Payload payload = SparkplugHost.parse(bytes);
    if (place == null || payload == null) {
      throw new UndecodableException("Not a Sparkplug B payload on a topic of an edge node");
    }
    MessageParts parts = new MessageParts(payload);
    NamedMetrics.read(
        mapping, reader, mapping.subject(place), payload, arrivedMillis, Why.UNKNOWN_ALIAS, parts);
    List<RefusedMetrics> refused = parts.refused();
    if (!refused.isEmpty()) {
      // All or nothing: an entry of the quarantine stays open, or is closed.
      throw new UndecodableException(refused.get(0).detail());
    }
    return parts.decoded();
  }
}
