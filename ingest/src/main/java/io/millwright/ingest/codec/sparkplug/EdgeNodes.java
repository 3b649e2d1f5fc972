package io.millwright.ingest.codec.sparkplug;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * The edge nodes that are known, up to a bound. Above it the gateway that has most of them loses
 * those that were silent longest: whoever makes up edge nodes drives out his own. One that was
 * forgotten and is heard again is as after our start. Any thread.
 *
 * @param <M> a message as its source knows it
 */
final class EdgeNodes<M> {
  /** One for each metric that is known, and {@link #NODE_SIZE} for an edge node. */
  private static final long MOST = 1_000_000;

  private static final int NODE_SIZE = 100;

  /** So much of the bound is made room for at once, for it takes a look at all. */
  private static final long ROOM = MOST / 20;

  private final SparkplugMapping mapping;
  private final Tally tally;
  private final AtomicLong heldBytes = new AtomicLong();
  private final AtomicLong size = new AtomicLong();

  /** For how long edge nodes could be heard since our start, in milliseconds. */
  private final AtomicLong listened = new AtomicLong();

  private final ConcurrentMap<String, EdgeNode<M>> byName = new ConcurrentHashMap<>();

  EdgeNodes(SparkplugMapping mapping, Tally tally) {
    this.mapping = mapping;
    this.tally = tally;
  }

  /** The one that takes this message. */
  void take(Message<M> message, Findings<M> out) {
    SparkplugTopic topic = message.topic();
    String name = topic.group() + "/" + topic.edge();
    boolean taken = false;
    while (!taken) {
      EdgeNode<M> node = byName.computeIfAbsent(name, n -> create(topic.group(), topic.edge()));
      synchronized (node) {
        taken = !node.isForgotten();
        if (taken) {
          int before = node.metrics();
          node.take(message, out);
          size.addAndGet(node.metrics() - before);
        }
      }
    }
    if (size.get() > MOST) {
      makeRoom(out);
    }
  }

  Collection<EdgeNode<M>> all() {
    return byName.values();
  }

  /** Takes over what was known before our start, as far as the mapping still has it. */
  void restore(PresenceRecord record) {
    if (mapping.subject(record.group(), record.edge(), record.device()) != null) {
      byName
          .computeIfAbsent(
              record.group() + "/" + record.edge(), n -> create(record.group(), record.edge()))
          .restore(record);
    }
  }

  /** Edge nodes could be heard for so many milliseconds more. */
  void listened(long millis) {
    listened.addAndGet(millis);
  }

  private EdgeNode<M> create(String group, String edge) {
    size.addAndGet(NODE_SIZE);
    return new EdgeNode<>(group, edge, mapping, tally, heldBytes, listened::get);
  }

  /** An edge node as it was when room was made, for it goes on changing. */
  private record Seen<M>(EdgeNode<M> node, String gateway, long heard, long size) {
    private static <M> Seen<M> of(EdgeNode<M> node) {
      synchronized (node) {
        return new Seen<>(node, node.gateway(), node.heard(), NODE_SIZE + (long) node.metrics());
      }
    }
  }

  private synchronized void makeRoom(Findings<M> out) {
    while (size.get() > MOST - ROOM) {
      Map<String, List<Seen<M>>> byGateway =
          byName.values().stream().map(Seen::of).collect(Collectors.groupingBy(Seen::gateway));
      List<Seen<M>> most =
          byGateway.values().stream()
              .max(Comparator.comparingLong(all -> all.stream().mapToLong(Seen::size).sum()))
              .orElseThrow();
      long enough = size.get() - ROOM;
      most.stream()
          .sorted(Comparator.comparingLong(Seen::heard))
          .takeWhile(seen -> size.get() > enough)
          .forEach(seen -> forget(seen.node(), out));
    }
  }

  private void forget(EdgeNode<M> node, Findings<M> out) {
    synchronized (node) {
      size.addAndGet(-NODE_SIZE - node.metrics());
      byName.remove(node.name(), node);
      node.forget(out);
    }
    tally.add(Count.FORGOTTEN, 1);
  }
}
