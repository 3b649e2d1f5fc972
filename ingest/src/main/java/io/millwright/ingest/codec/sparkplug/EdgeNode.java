package io.millwright.ingest.codec.sparkplug;

import io.millwright.ingest.codec.sparkplug.SparkplugProto.Metric;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.Payload;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one edge node: its births, its place in the sequence, what waits for a message
 * that is missing. Not thread-safe.
 *
 * @param <M> a message as its source knows it
 */
final class EdgeNode<M> {
  /** The metric that pairs a death with its birth: specification, section 6.4.19. */
  static final String BD_SEQ = "bdSeq";

  /** A message of an earlier session is not delivered later than this after the next birth. */
  private static final long STRAGGLING_MILLIS = 30_000;

  private static final int MOST_DEVICES = 2_000;
  private static final int MOST_METRICS = 100_000;
  private static final int NO_DIGEST = 0;

  private final String group;
  private final String edge;
  private final SparkplugMapping mapping;
  private final Tally tally;
  private final MetricReader reader;
  private final RebirthRequests rebirths;
  private final Presences presences = new Presences();
  private final HeldMessages<M> held;
  private final Map<String, Birth> births = new HashMap<>();

  /** What was taken since the birth, by its number: to know a message that comes twice. */
  private final int[] digests = new int[256];

  private boolean alive;
  private boolean inSequence;
  private boolean inDoubt;
  private int expected;
  private @Nullable Long bdSeq;
  private long birthTime;
  private long birthArrived;
  private long appliedTime;
  private long connection;
  private int metrics;
  private long heard;
  private boolean forgotten;

  EdgeNode(String group, String edge, SparkplugMapping mapping, Tally tally, AtomicLong heldBytes) {
    this.held = new HeldMessages<>(heldBytes);
    this.group = group;
    this.edge = edge;
    this.mapping = mapping;
    this.tally = tally;
    this.reader = new MetricReader(mapping.refuseUnmapped(), tally);
    this.rebirths = new RebirthRequests(mapping.rebirthEvery());
  }

  String name() {
    return group + "/" + edge;
  }

  /** The gateway that it is. */
  String gateway() {
    return mapping.gatewayOf(group, edge);
  }

  /** How many metrics its births have defined. */
  int metrics() {
    return metrics;
  }

  /** When its newest message came. */
  long heard() {
    return heard;
  }

  boolean isForgotten() {
    return forgotten;
  }

  /** Takes nothing any more; what waits is taken as far as it needs no birth. */
  void forget(Findings<M> out) {
    forgotten = true;
    inSequence = false;
    held.takeAll().forEach(waiting -> salvage(waiting, out));
  }

  /** Takes a message in the order of arrival. */
  void take(Message<M> message, Findings<M> out) {
    heard = message.arrivedMillis();
    switch (message.topic().type()) {
      case NBIRTH -> nodeBirth(message, out);
      case NDEATH -> nodeDeath(message, out);
      default -> sequenced(message, out);
    }
    requestRebirth(message.arrivedMillis(), out);
  }

  /** What the time alone brings: a gap that did not close, a rebirth request without answer. */
  void tick(long now, Findings<M> out) {
    if (!held.isEmpty() && now - held.since() >= mapping.reorderWait().toMillis()) {
      giveUp(out);
    }
    requestRebirth(now, out);
  }

  private void requestRebirth(long now, Findings<M> out) {
    if (rebirths.isDue(now)) {
      tally.add(Count.REBIRTH_REQUEST, 1);
      out.rebirth(group, edge);
    }
  }

  private void sequenced(Message<M> message, Findings<M> out) {
    Payload payload = message.payload();
    if (!payload.hasSeq() || payload.getSeq() < 0 || payload.getSeq() > 255) {
      refuse(message, Why.UNDECODABLE, "A sequence number 'seq' of 0 to 255 is missing", out);
      return;
    }
    int seq = (int) payload.getSeq();
    boolean ofOther = message.connection() != connection;
    if (ofOther && inSequence) {
      // A session that is over, or a second edge node of this name: its aliases are not ours.
      tally.add(Count.OTHER_CONNECTION, 1);
    }
    if (!inSequence || ofOther) {
      salvage(message, out);
      want(message);
    } else if (digests[seq] == digest(message)) {
      tally.add(Count.DUPLICATE, 1);
      out.taken(message.source(), false, new MessageParts(payload).decoded(), List.of());
    } else if (isStraggler(message)) {
      salvage(message, out);
      want(message);
    } else if (seq == expected && !inDoubt) {
      apply(message, out);
      drain(out);
    } else {
      // A number from before that is no repetition: there was a birth that we have not seen, and
      // whatever has the right number now has it by chance.
      inDoubt |= (seq - expected & 0xFF) >= 128;
      if (!held.hold(seq, expected, message)) {
        giveUp(out);
        salvage(message, out);
      }
    }
  }

  /** Whether it was sent before the newest birth, so that its aliases meant something else. */
  private boolean isStraggler(Message<M> message) {
    return birthTime > 0
        && message.payload().hasTimestamp()
        && message.payload().getTimestamp() < birthTime
        && message.arrivedMillis() - birthArrived < STRAGGLING_MILLIS;
  }

  private void drain(Findings<M> out) {
    for (Message<M> next = held.take(expected); next != null; next = held.take(expected)) {
      if (next.payload().hasTimestamp() && next.payload().getTimestamp() < appliedTime) {
        // Sent before the one it would follow: its number fits by chance, for a birth is missing.
        salvage(next, out);
        giveUp(out);
        return;
      }
      tally.add(Count.REORDERED, 1);
      apply(next, out);
    }
  }

  /** A gap stays open: what is missing may have been a birth, so aliases mean nothing any more. */
  private void giveUp(Findings<M> out) {
    tally.add(Count.GAP, 1);
    inSequence = false;
    for (Message<M> message : held.takeAll()) {
      salvage(message, out);
      want(message);
    }
  }

  private void apply(Message<M> message, Findings<M> out) {
    appliedTime = message.payload().getTimestamp();
    digests[expected] = digest(message);
    expected = expected + 1 & 0xFF;
    // Half a round later its number may be that of another message.
    digests[expected + 127 & 0xFF] = NO_DIGEST;
    switch (message.topic().type()) {
      case DBIRTH -> birth(message, out);
      case DDEATH -> deviceDeath(message, out);
      default -> data(message, out);
    }
  }

  private void nodeBirth(Message<M> message, Findings<M> out) {
    Payload payload = message.payload();
    // A newer connection is a newer session, whatever the clock of a node that was restarted says.
    if (alive && message.connection() <= connection && isStraggler(message)) {
      // It defines what an earlier session said, and would replace what the present one says.
      refuse(message, Why.OUT_OF_SEQUENCE, "This birth is older than the newest one", out);
      inSequence = false;
      rebirths.want();
      return;
    }
    Long session = bdSeq(payload);
    boolean goesOn = alive && session != null && session.equals(bdSeq);
    connection = message.connection();
    keepWhatCameAfter(payload, out);
    for (Birth device : births.values()) {
      device.expire(goesOn);
    }
    bdSeq = session;
    birthTime = payload.getTimestamp();
    birthArrived = message.arrivedMillis();
    alive = true;
    inSequence = true;
    inDoubt = false;
    Arrays.fill(digests, NO_DIGEST);
    expected = 1;
    appliedTime = birthTime;
    rebirths.settled();
    birth(message, out);
    drain(out);
  }

  /** Of what waits, only what was sent after the birth can mean what the birth defines. */
  private void keepWhatCameAfter(Payload birth, Findings<M> out) {
    for (Message<M> waiting : held.takeAll()) {
      Payload payload = waiting.payload();
      boolean after =
          waiting.connection() == connection
              && birth.hasTimestamp()
              && payload.hasTimestamp()
              && payload.getTimestamp() > birth.getTimestamp();
      if (!after || !held.hold((int) payload.getSeq(), 1, waiting)) {
        salvage(waiting, out);
      }
    }
  }

  private void birth(Message<M> message, Findings<M> out) {
    SparkplugTopic topic = message.topic();
    Payload payload = message.payload();
    Birth former = births.get(topic.device());
    if (metrics + payload.getMetricsCount() > MOST_METRICS || births.size() > MOST_DEVICES) {
      refuse(
          message,
          Why.UNDECODABLE,
          "More than " + MOST_METRICS + " metrics or " + MOST_DEVICES + " devices of one edge node",
          out);
      return;
    }
    tally.add(Count.BIRTH, 1);
    Birth birth = Birth.of(payload, subject(topic.device()), mapping);
    if (former != null) {
      birth.goesOnFrom(former);
    }
    births.put(topic.device(), birth);
    metrics += birth.size() - (former == null ? 0 : former.size());
    MessageParts parts = new MessageParts(payload);
    for (Metric metric : payload.getMetricsList()) {
      MetricTrack track = birth.track(metric);
      if (track == null) {
        parts.refuse(Why.MALFORMED, metric, "A metric of a birth needs a name and a datatype");
      } else {
        reader.read(payload, metric, track, true, message.arrivedMillis(), parts);
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
      String where = group + "/" + edge + (topic.device().isEmpty() ? "" : "/" + topic.device());
      out.unmapped(where, birth.asset() == null ? 0 : birth.unmappedCount(), birth.unmapped());
    }
  }

  private void data(Message<M> message, Findings<M> out) {
    Birth birth = births.get(message.topic().device());
    if (birth == null || !birth.isCurrent()) {
      salvage(message, out);
      want(message);
      return;
    }
    MessageParts parts = new MessageParts(message.payload());
    for (Metric metric : message.payload().getMetricsList()) {
      MetricTrack track = birth.track(metric);
      if (track != null) {
        reader.read(message.payload(), metric, track, false, message.arrivedMillis(), parts);
      } else {
        parts.refuse(Why.UNKNOWN_ALIAS, metric, "The birth defines no metric " + reference(metric));
        want(message);
      }
    }
    out.taken(message.source(), false, parts.decoded(), parts.refused());
  }

  private void deviceDeath(Message<M> message, Findings<M> out) {
    tally.add(Count.DEATH, 1);
    MessageParts parts = new MessageParts(message.payload());
    died(message.topic().device(), message.arrivedMillis(), parts);
    out.taken(message.source(), false, parts.decoded(), parts.refused());
  }

  private void died(String device, long now, MessageParts parts) {
    Birth birth = births.get(device);
    if (birth != null) {
      birth.expire(false);
    }
    SparkplugMapping.Subject subject = subject(device);
    if (subject != null) {
      String what =
          device.isEmpty()
              ? "Edge node " + group + "/" + edge + " is dead"
              : "Device " + group + "/" + edge + "/" + device + " is dead";
      presences.died(subject.tag(), device, now, what, parts);
    }
  }

  private void nodeDeath(Message<M> message, Findings<M> out) {
    MessageParts parts = new MessageParts(message.payload());
    Long session = bdSeq(message.payload());
    boolean neverBorn = births.isEmpty();
    boolean same =
        message.connection() == connection
            && (session == null || bdSeq == null || session.equals(bdSeq));
    if (!neverBorn && !same) {
      tally.add(Count.LATE_DEATH, 1);
    } else if (!neverBorn && !alive) {
      presences.repeat(parts);
    } else {
      tally.add(Count.DEATH, 1);
      alive = false;
      inSequence = false;
      held.takeAll().forEach(waiting -> salvage(waiting, out));
      rebirths.settled();
      Set<String> dead = new TreeSet<>(births.keySet());
      dead.add(SparkplugTopic.NODE);
      dead.forEach(device -> died(device, message.arrivedMillis(), parts));
    }
    out.taken(message.source(), false, parts.decoded(), parts.refused());
  }

  /** Takes what a message says without the help of a birth; the rest goes to quarantine. */
  private void salvage(Message<M> message, Findings<M> out) {
    MessageType type = message.topic().type();
    SparkplugMapping.Subject subject = subject(message.topic().device());
    MessageParts parts = new MessageParts(message.payload());
    if (type == MessageType.DDEATH) {
      if (!inSequence) {
        deviceDeath(message, out);
        return;
      }
      tally.add(Count.LATE_DEATH, 1);
    } else if (type == MessageType.DBIRTH) {
      // The rebirth that is asked for says it again.
      tally.add(Count.LATE_BIRTH, 1);
    } else if (subject == null && !mapping.refuseUnmapped()) {
      tally.add(Count.UNMAPPED_MESSAGE, 1);
    } else {
      Why why = alive ? Why.OUT_OF_SEQUENCE : Why.UNKNOWN_ALIAS;
      NamedMetrics.read(
          mapping, reader, subject, message.payload(), message.arrivedMillis(), why, parts);
    }
    out.taken(message.source(), false, parts.decoded(), parts.refused());
  }

  private void refuse(Message<M> message, Why why, String detail, Findings<M> out) {
    out.taken(
        message.source(),
        false,
        new MessageParts(message.payload()).decoded(),
        List.of(new RefusedMetrics(why, detail, message.bytes())));
  }

  /** Nodes of which nothing is ours are left in peace. */
  private void want(Message<M> message) {
    if (subject(message.topic().device()) != null || subject(SparkplugTopic.NODE) != null) {
      rebirths.want();
    }
  }

  private SparkplugMapping.@Nullable Subject subject(String device) {
    return mapping.subject(group, edge, device);
  }

  static String reference(Metric metric) {
    return metric.hasName() ? "'" + metric.getName() + "'" : "of alias " + metric.getAlias();
  }

  private static @Nullable Long bdSeq(Payload payload) {
    for (Metric metric : payload.getMetricsList()) {
      if (metric.getName().equals(BD_SEQ) && (metric.hasLongValue() || metric.hasIntValue())) {
        return metric.hasLongValue() ? metric.getLongValue() : (long) metric.getIntValue();
      }
    }
    return null;
  }

  private int digest(Message<M> message) {
    // One of 31 bits, none of which is NO_DIGEST; of the topic too, for devices share a sequence.
    return (31 * Arrays.hashCode(message.bytes()) + message.topic().hashCode()) | 1;
  }
}
