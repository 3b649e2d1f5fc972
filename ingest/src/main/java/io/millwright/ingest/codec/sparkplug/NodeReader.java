package io.millwright.ingest.codec.sparkplug;

import io.millwright.ingest.codec.sparkplug.SparkplugProto.Metric;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.Payload;

/**
 * Reads what one edge node and its devices say by what their births have defined, and tells which
 * of them are dead. Not thread-safe.
 *
 * @param <M> a message as its source knows it
 */
final class NodeReader<M> {
  private final SparkplugMapping mapping;
  private final Tally tally;
  private final MetricReader metricReader;
  private final Births births = new Births();
  private final Presences presences = new Presences();

  NodeReader(SparkplugMapping mapping, Tally tally, MetricReader metricReader) {
    this.mapping = mapping;
    this.tally = tally;
    this.metricReader = metricReader;
  }

  /** How many metrics the births have defined. */
  int metrics() {
    return births.metrics();
  }

  /** Whether there was no birth yet. */
  boolean isUnborn() {
    return births.isEmpty();
  }

  /**
   * None of the definitions holds any more.
   *
   * @param sameSession whether what they have seen still counts
   */
  void expire(boolean sameSession) {
    births.expire(sameSession);
  }

  /** Takes the birth of the edge node or of a device. */
  void birth(Message<M> message, Findings<M> out) {
    SparkplugTopic topic = message.topic();
    Payload payload = message.payload();
    Birth former = births.of(topic.device());
    if (!births.hasRoomFor(topic.device(), payload)) {
      message.refuse(
          Why.UNDECODABLE,
          "More than "
              + Births.MOST_METRICS
              + " metrics or "
              + Births.MOST_DEVICES
              + " devices of one edge node",
          out);
      return;
    }
    tally.add(Count.BIRTH, 1);
    Birth birth = Birth.of(payload, mapping.subject(topic), mapping);
    births.put(topic.device(), birth);
    MessageParts parts = new MessageParts(payload);
    for (Metric metric : payload.getMetricsList()) {
      MetricTrack track = birth.track(metric);
      if (track == null) {
        parts.refuse(Why.MALFORMED, metric, "A metric of a birth needs a name and a datatype");
      } else {
        metricReader.read(payload, metric, track, true, message.arrivedMillis(), parts);
      }
    }
    String asset = birth.asset();
    if (asset != null) {
      presences.born(asset, topic.device(), message.arrivedMillis(), parts);
    }
    if (former == null || former.unmappedCount() != birth.unmappedCount()) {
      tellUnmapped(topic, birth, out);
    }
    out.taken(message.source(), true, parts.decoded(), parts.refused());
  }

  private void tellUnmapped(SparkplugTopic topic, Birth birth, Findings<M> out) {
    if (birth.unmappedCount() > 0) {
      String device = topic.device().isEmpty() ? "" : "/" + topic.device();
      String where = topic.group() + "/" + topic.edge() + device;
      out.unmapped(where, birth.asset() == null ? 0 : birth.unmappedCount(), birth.unmapped());
    }
  }

  /** Whether the definitions that a message refers to are known and hold. */
  boolean canRead(Message<M> message) {
    Birth birth = births.of(message.topic().device());
    return birth != null && birth.isCurrent();
  }

  /**
   * Takes data.
   *
   * @return whether the birth defines all of it; what it does not define is refused
   */
  boolean data(Message<M> message, Findings<M> out) {
    Birth birth = births.of(message.topic().device());
    MessageParts parts = new MessageParts(message.payload());
    boolean all = true;
    for (Metric metric : message.payload().getMetricsList()) {
      MetricTrack track = birth == null ? null : birth.track(metric);
      if (track != null) {
        metricReader.read(message.payload(), metric, track, false, message.arrivedMillis(), parts);
      } else {
        String what = MessageParts.reference(metric);
        parts.refuse(Why.UNKNOWN_ALIAS, metric, "The birth defines no metric " + what);
        all = false;
      }
    }
    out.taken(message.source(), false, parts.decoded(), parts.refused());
    return all;
  }

  /** Takes the death of a device. */
  void deviceDeath(Message<M> message, Findings<M> out) {
    tally.add(Count.DEATH, 1);
    MessageParts parts = new MessageParts(message.payload());
    died(message, message.topic().device(), parts);
    out.taken(message.source(), false, parts.decoded(), parts.refused());
  }

  /** Takes the death of the edge node, which is that of all its devices. */
  void nodeDeath(Message<M> message, Findings<M> out) {
    tally.add(Count.DEATH, 1);
    MessageParts parts = new MessageParts(message.payload());
    births.names().forEach(device -> died(message, device, parts));
    out.taken(message.source(), false, parts.decoded(), parts.refused());
  }

  /** Takes a death of the edge node that was told before: the same is said again. */
  void repeatedDeath(Message<M> message, Findings<M> out) {
    MessageParts parts = new MessageParts(message.payload());
    presences.repeat(parts);
    out.taken(message.source(), false, parts.decoded(), parts.refused());
  }

  private void died(Message<M> death, String device, MessageParts parts) {
    Birth birth = births.of(device);
    if (birth != null) {
      birth.expire(false);
    }
    SparkplugTopic topic = death.topic();
    SparkplugMapping.Subject subject = mapping.subject(topic.group(), topic.edge(), device);
    if (subject != null) {
      String node = topic.group() + "/" + topic.edge();
      String what =
          device.isEmpty()
              ? "Edge node " + node + " is dead"
              : "Device " + node + "/" + device + " is dead";
      presences.died(subject.tag(), device, death.arrivedMillis(), what, parts);
    }
  }
}
