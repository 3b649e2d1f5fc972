package io.millwright.ingest.codec.sparkplug;

import io.millwright.ingest.codec.sparkplug.SparkplugProto.Payload;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * One edge node: puts its messages in order, and says which of them can be read by its births, and
 * which only as far as they need none. Not thread-safe.
 *
 * @param <M> a message as its source knows it
 */
final class EdgeNode<M> {
  private final String group;
  private final String edge;
  private final SparkplugMapping mapping;
  private final Tally tally;
  private final MetricReader metricReader;
  private final NodeReader<M> reader;
  private final RebirthRequests rebirths;
  private final HeldMessages<M> held;
  private final NodeSession session = new NodeSession();
  private final NodeSequence sequence = new NodeSequence();
  private final LongSupplier listened;

  private long heard;
  private boolean forgotten;

  /**
   * One that was never heard.
   *
   * @param heldBytes what waits of all edge nodes
   * @param listened for how long edge nodes could be heard since our start, in milliseconds
   */
  EdgeNode(
      String group,
      String edge,
      SparkplugMapping mapping,
      Tally tally,
      AtomicLong heldBytes,
      LongSupplier listened) {
    this.held = new HeldMessages<>(heldBytes);
    this.group = group;
    this.edge = edge;
    this.mapping = mapping;
    this.tally = tally;
    this.metricReader = new MetricReader(mapping.refuseUnmapped(), tally);
    this.listened = listened;
    this.reader = new NodeReader<>(group, edge, mapping, tally, metricReader);
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
    return reader.metrics();
  }

  /** When its newest message came. */
  long heard() {
    return heard;
  }

  boolean isForgotten() {
    return forgotten;
  }

  /** Before the first message: takes over what was known of it or of a device before our start. */
  void restore(PresenceRecord record) {
    reader.restore(record);
  }

  /** Takes nothing any more; what waits is taken as far as it needs no birth. */
  void forget(Findings<M> out) {
    forgotten = true;
    sequence.lose();
    held.takeAll().forEach(waiting -> salvage(waiting, out));
    out.forgotten(group, edge);
  }

  /** Takes a message in the order of arrival. */
  void take(Message<M> message, Findings<M> out) {
    heard = message.arrivedMillis();
    reader.heard(message.topic().device(), listened.getAsLong());
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
    if (reader.hasAwaited()) {
      awaited(now, out);
    }
    requestRebirth(now, out);
  }

  /** Who was online before our start, or before the newest birth of the node, and is silent. */
  private void awaited(long now, Findings<M> out) {
    long listenedFor = listened.getAsLong();
    // It may be alive with nothing to say. At our own endpoint it was cut off and connects anew.
    if (reader.isUnborn() && listenedFor >= mapping.rebirthEvery().toMillis()) {
      rebirths.want();
    }
    reader.missing(listenedFor, now, out);
    if (!reader.hasAwaited() && !session.isAlive()) {
      rebirths.settled();
    }
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
      message.refuse(Why.UNDECODABLE, "A sequence number 'seq' of 0 to 255 is missing", out);
      return;
    }
    boolean ofOther = !session.isOfConnection(message);
    if (ofOther && sequence.isKnown()) {
      // A session that is over, or a second edge node of this name: its aliases are not ours.
      tally.add(Count.OTHER_CONNECTION, 1);
    }
    if (!sequence.isKnown() || ofOther) {
      salvage(message, out);
      want(message);
    } else if (sequence.isRepeated(message)) {
      tally.add(Count.DUPLICATE, 1);
      out.taken(message.source(), new MessageParts(payload).taken());
    } else if (session.isStraggler(message)) {
      salvage(message, out);
      want(message);
    } else if (sequence.isNext(message)) {
      apply(message, out);
      drain(out);
    } else {
      sequence.skipped(message);
      if (!held.hold(NodeSequence.seq(message), sequence.expected(), message)) {
        giveUp(out);
        salvage(message, out);
      }
    }
  }

  private void drain(Findings<M> out) {
    Message<M> next = held.take(sequence.expected());
    while (next != null) {
      if (sequence.fitsByChance(next)) {
        salvage(next, out);
        giveUp(out);
        return;
      }
      tally.add(Count.REORDERED, 1);
      apply(next, out);
      next = held.take(sequence.expected());
    }
  }

  /** A gap stays open: what is missing may have been a birth, so aliases mean nothing any more. */
  private void giveUp(Findings<M> out) {
    tally.add(Count.GAP, 1);
    sequence.lose();
    for (Message<M> message : held.takeAll()) {
      salvage(message, out);
      want(message);
    }
  }

  private void apply(Message<M> message, Findings<M> out) {
    sequence.advance(message);
    switch (message.topic().type()) {
      case DBIRTH -> reader.birth(message, session.bdSeq(), out);
      case DDEATH -> reader.deviceDeath(message, out);
      default -> data(message, out);
    }
  }

  private void data(Message<M> message, Findings<M> out) {
    if (!reader.canRead(message)) {
      salvage(message, out);
      want(message);
    } else if (!reader.data(message, out)) {
      want(message);
    }
  }

  private void nodeBirth(Message<M> message, Findings<M> out) {
    if (session.isOlderBirth(message)) {
      message.refuse(Why.OUT_OF_SEQUENCE, "This birth is older than the newest one", out);
      sequence.lose();
      rebirths.want();
      return;
    }
    keepWhatCameAfter(message, out);
    reader.expire(session.goesOnWith(message));
    session.begin(message);
    sequence.begin(message);
    rebirths.settled();
    reader.nodeBorn(listened.getAsLong());
    reader.birth(message, session.bdSeq(), out);
    drain(out);
  }

  /** Of what waits, only what was sent after the birth can mean what the birth defines. */
  private void keepWhatCameAfter(Message<M> birth, Findings<M> out) {
    for (Message<M> waiting : held.takeAll()) {
      Payload payload = waiting.payload();
      boolean after =
          waiting.connection() == birth.connection()
              && birth.payload().hasTimestamp()
              && payload.hasTimestamp()
              && payload.getTimestamp() > birth.payload().getTimestamp();
      if (!after || !held.hold(NodeSequence.seq(waiting), 1, waiting)) {
        salvage(waiting, out);
      }
    }
  }

  private void nodeDeath(Message<M> message, Findings<M> out) {
    if (!reader.isUnborn() && !session.isEndedBy(message)) {
      tally.add(Count.LATE_DEATH, 1);
      out.taken(message.source(), new MessageParts(message.payload()).taken());
    } else if (!reader.isUnborn() && !session.isAlive()) {
      reader.repeatedDeath(message, out);
    } else {
      session.end();
      sequence.lose();
      held.takeAll().forEach(waiting -> salvage(waiting, out));
      rebirths.settled();
      reader.nodeDeath(message, out);
    }
  }

  /** Takes what a message says without the help of a birth; the rest goes to quarantine. */
  private void salvage(Message<M> message, Findings<M> out) {
    MessageType type = message.topic().type();
    SparkplugMapping.Subject subject = mapping.subject(message.topic());
    MessageParts parts = new MessageParts(message.payload());
    if (type == MessageType.DDEATH) {
      if (!sequence.isKnown()) {
        reader.deviceDeath(message, out);
        return;
      }
      tally.add(Count.LATE_DEATH, 1);
    } else if (type == MessageType.DBIRTH) {
      // The rebirth that is asked for says it again.
      tally.add(Count.LATE_BIRTH, 1);
    } else if (subject == null && !mapping.refuseUnmapped()) {
      tally.add(Count.UNMAPPED_MESSAGE, 1);
    } else {
      Why why = session.isAlive() ? Why.OUT_OF_SEQUENCE : Why.UNKNOWN_ALIAS;
      NamedMetrics.read(
          mapping, metricReader, subject, message.payload(), message.arrivedMillis(), why, parts);
    }
    out.taken(message.source(), parts.taken());
  }

  /** Nodes of which nothing is ours are left in peace. */
  private void want(Message<M> message) {
    if (mapping.subject(message.topic()) != null
        || mapping.subject(group, edge, SparkplugTopic.NODE) != null) {
      rebirths.want();
    }
  }
}
