package io.millwright.ingest.codec.sparkplug;

import io.millwright.ingest.codec.DecodedFault;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.Metric;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.Payload;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what one edge node and its devices say by what their births have defined, and tells which
 * of them are dead. Not thread-safe.
 *
 * @param <M> a message as its source knows it
 */
final class NodeReader<M> {
  private final String group;
  private final String edge;
  private final SparkplugMapping mapping;
  private final Tally tally;
  private final MetricReader metricReader;
  private final Births births = new Births();
  private final Presences presences = new Presences();
  private final Roster roster;

  NodeReader(
      String group, String edge, SparkplugMapping mapping, Tally tally, MetricReader metricReader) {
    this.group = group;
    this.edge = edge;
    this.roster = new Roster(group, edge, mapping.offlineAfter().toMillis());
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

  /** Before the first message: takes over what was known of the node or a device. */
  void restore(PresenceRecord record) {
    SparkplugMapping.Subject subject = mapping.subject(group, edge, record.device());
    if (subject != null) {
      roster.restore(record);
      if (!record.online()) {
        presences.restore(
            subject.tag(), record.device(), record.sinceMillis(), death(record.device()));
      }
    }
  }

  /**
   * A message of the node or a device came.
   *
   * @param listened for how long we have listened, in milliseconds
   */
  void heard(String device, long listened) {
    if (roster.hasAwaited()) {
      roster.heard(device, isUnborn(), listened);
    }
  }

  /** The node is born: those of its devices that were online are to be born as well. */
  void nodeBorn(long listened) {
    roster.awaitOnline(listened);
  }

  /** Whether anybody was online and is to be born again. */
  boolean hasAwaited() {
    return roster.hasAwaited();
  }

  /** Those that were awaited for too long are dead. */
  void missing(long listened, long now, Findings<M> out) {
    Set<String> overdue = roster.overdue(listened);
    if (!overdue.isEmpty()) {
      tally.add(Count.MISSED, overdue.size());
      MessageParts parts = new MessageParts(Payload.getDefaultInstance());
      overdue.forEach(device -> died(device, now, parts));
      out.missed(
          mapping.gatewayOf(group, edge),
          SparkplugTopic.ROOT + group + "/" + MessageType.NDEATH + "/" + edge,
          parts.taken());
    }
  }

  /**
   * None of the definitions holds any more.
   *
   * @param sameSession whether what they have seen still counts
   */
  void expire(boolean sameSession) {
    births.expire(sameSession);
  }

  /**
   * Takes the birth of the edge node or of a device.
   *
   * @param bdSeq what pairs the birth of the node with its death; null when it does not say
   */
  void birth(Message<M> message, @Nullable Long bdSeq, Findings<M> out) {
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
      long now = message.arrivedMillis();
      DecodedFault over = presences.born(asset, topic.device(), now);
      tell(asset, roster.born(topic.device(), now, bdSeq), over, parts);
    }
    if (former == null || former.unmappedCount() != birth.unmappedCount()) {
      tellUnmapped(topic, birth, out);
    }
    out.taken(message.source(), parts.born());
  }

  /** A name that the database cannot keep is not kept; its fault is told all the same. */
  private static void tell(
      String asset,
      @Nullable PresenceRecord record,
      @Nullable DecodedFault fault,
      MessageParts parts) {
    if (record != null) {
      parts.presence(new PresenceChange(asset, record, fault));
    } else if (fault != null) {
      parts.fault(fault);
    }
  }

  private void tellUnmapped(SparkplugTopic topic, Birth birth, Findings<M> out) {
    if (birth.unmappedCount() > 0) {
      out.unmapped(
          path(topic.device()),
          birth.asset() == null ? 0 : birth.unmappedCount(),
          birth.unmapped());
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
    out.taken(message.source(), parts.taken());
    return all;
  }

  /** Takes the death of a device. */
  void deviceDeath(Message<M> message, Findings<M> out) {
    tally.add(Count.DEATH, 1);
    MessageParts parts = new MessageParts(message.payload());
    died(message.topic().device(), message.arrivedMillis(), parts);
    out.taken(message.source(), parts.taken());
  }

  /** Takes the death of the edge node, which is that of all its devices. */
  void nodeDeath(Message<M> message, Findings<M> out) {
    tally.add(Count.DEATH, 1);
    MessageParts parts = new MessageParts(message.payload());
    Set<String> names = births.names();
    names.addAll(roster.online());
    names.forEach(device -> died(device, message.arrivedMillis(), parts));
    out.taken(message.source(), parts.taken());
  }

  /** Takes a death of the edge node that was told before: the same is said again. */
  void repeatedDeath(Message<M> message, Findings<M> out) {
    MessageParts parts = new MessageParts(message.payload());
    presences.repeat(parts);
    out.taken(message.source(), parts.taken());
  }

  private void died(String device, long now, MessageParts parts) {
    Birth birth = births.of(device);
    if (birth != null) {
      birth.expire(false);
    }
    SparkplugMapping.Subject subject = mapping.subject(group, edge, device);
    if (subject != null) {
      DecodedFault dead = presences.died(subject.tag(), device, now, death(device));
      tell(subject.tag(), roster.died(device, now), dead, parts);
    }
  }

  private String death(String device) {
    return (device.isEmpty() ? "Edge node " : "Device ") + path(device) + " is dead";
  }

  private String path(String device) {
    return group + "/" + edge + (device.isEmpty() ? "" : "/" + device);
  }
}
