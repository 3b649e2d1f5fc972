package io.millwright.ingest.codec.sparkplug;

import com.google.protobuf.InvalidProtocolBufferException;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.Payload;
import java.util.Collection;
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

  /** Longer than any pause between two ticks but one in which we stood still. */
  private static final long LONGEST_TICK_MILLIS = 1_000;

  private final EdgeNodes<M> nodes;
  private long ticked = Long.MIN_VALUE;

  /**
   * Knows no edge node yet.
   *
   * @param mapping what edge nodes, devices and metrics are to us
   * @param tally counts
   */
  public SparkplugHost(SparkplugMapping mapping, Tally tally) {
    this.nodes = new EdgeNodes<>(mapping, tally);
  }

  /**
   * Takes a message.
   *
   * @param topic one that begins with {@code spBv1.0/}
   * @param bytes its payload; never changed
   * @param source the message as its source knows it
   * @param connection the number of the connection that it came over, which no other has; 0 for one
   *     that several edge nodes and sessions share, such as a broker's
   * @param nowMillis epoch milliseconds
   * @param out told what follows, before this returns
   */
  public void take(
      String topic, byte[] bytes, M source, long connection, long nowMillis, Findings<M> out) {
    SparkplugTopic place = SparkplugTopic.parse(topic);
    Payload payload = parse(bytes);
    if (place == null || payload == null) {
      String detail =
          place == null
              ? "Topic '" + topic + "' is none that edge nodes publish to"
              : "Not a Sparkplug B payload";
      out.taken(source, Taken.refused(new RefusedMetrics(Why.UNDECODABLE, detail, bytes)));
      return;
    }
    nodes.take(new Message<>(place, payload, bytes, source, connection, nowMillis), out);
  }

  /**
   * Takes over what was known of edge nodes before our start: before the first message.
   *
   * @param records of edge nodes and devices, in any order
   */
  public void restore(Collection<PresenceRecord> records) {
    records.forEach(nodes::restore);
  }

  /**
   * Does what only the time brings: to be called every few hundred milliseconds, by one thread.
   *
   * @param nowMillis epoch milliseconds
   * @param listening whether edge nodes can be heard at present: while they cannot, their silence
   *     means nothing
   * @param out told what follows, before this returns
   */
  public void tick(long nowMillis, boolean listening, Findings<M> out) {
    if (listening && ticked != Long.MIN_VALUE) {
      nodes.listened(Math.max(0, Math.min(LONGEST_TICK_MILLIS, nowMillis - ticked)));
    }
    ticked = nowMillis;
    for (EdgeNode<M> node : nodes.all()) {
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
}
