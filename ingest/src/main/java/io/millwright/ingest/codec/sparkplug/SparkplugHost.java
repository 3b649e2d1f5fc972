package io.millwright.ingest.codec.sparkplug;

import com.google.protobuf.InvalidProtocolBufferException;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.Payload;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * All edge nodes that were heard since the start. Any thread; messages of one edge node are taken
 * one after the other.
 *
 * @param <M> a message as its source knows it
 */
public final class SparkplugHost<M> {
  /** The fault of an asset whose edge node or device is dead. */
  public static final String OFFLINE = Presences.OFFLINE;

  private static final int MOST_NODES = 10_000;

  private final SparkplugMapping mapping;
  private final Tally tally;
  private final AtomicLong heldBytes = new AtomicLong();
  private final ConcurrentMap<String, EdgeNode<M>> nodes = new ConcurrentHashMap<>();

  /**
   * Knows no edge node yet.
   *
   * @param mapping what edge nodes, devices and metrics are to us
   * @param tally counts
   */
  public SparkplugHost(SparkplugMapping mapping, Tally tally) {
    this.mapping = mapping;
    this.tally = tally;
  }

  /**
   * Takes a message.
   *
   * @param topic one that begins with {@code spBv1.0/}
   * @param bytes its payload; never changed
   * @param source the message as its source knows it
   * @param nowMillis epoch milliseconds
   * @param out told what follows, before this returns
   */
  public void take(String topic, byte[] bytes, M source, long nowMillis, Findings<M> out) {
    SparkplugTopic place = SparkplugTopic.parse(topic);
    Payload payload = parse(bytes);
    EdgeNode<M> node = place == null || payload == null ? null : node(place);
    if (place == null || payload == null || node == null) {
      String detail =
          place == null
              ? "Topic '" + topic + "' is none that edge nodes publish to"
              : payload == null
                  ? "Not a Sparkplug B payload"
                  : "More than " + MOST_NODES + " edge nodes";
      out.taken(
          source,
          false,
          new MessageParts(Payload.getDefaultInstance()).decoded(),
          List.of(new RefusedMetrics(Why.UNDECODABLE, detail, bytes)));
      return;
    }
    Message<M> message = new Message<>(place, payload, bytes, source, nowMillis);
    synchronized (node) {
      node.take(message, out);
    }
  }

  /**
   * Does what only the time brings: to be called every few hundred milliseconds.
   *
   * @param nowMillis epoch milliseconds
   * @param out told what follows, before this returns
   */
  public void tick(long nowMillis, Findings<M> out) {
    for (EdgeNode<M> node : nodes.values()) {
      synchronized (node) {
        node.tick(nowMillis, out);
      }
    }
  }

  static @Nullable Payload parse(byte[] bytes) {
    try {
      return Payload.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      return null;
    }
  }

  private @Nullable EdgeNode<M> node(SparkplugTopic topic) {
    String name = topic.group() + "/" + topic.edge();
    EdgeNode<M> node = nodes.get(name);
    if (node != null || nodes.size() >= MOST_NODES) {
      return node;
    }
    return nodes.computeIfAbsent(
        name, n -> new EdgeNode<>(topic.group(), topic.edge(), mapping, tally, heldBytes));
  }
}
