package io.millwright.ingest.codec.sparkplug;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who of an edge node and its devices is online, as it is kept over our restarts, and who of them
 * has to be heard again before it counts as dead. Times to wait count while we listen only. Not
 * thread-safe.
 */
final class Roster {
  private final String group;
  private final String edge;
  private final long patienceMillis;
  private final Map<String, PresenceRecord> records = new HashMap<>();

  /** Since when they are awaited, by how long we had listened. */
  private final Map<String, Long> awaited = new HashMap<>();

  /** Nobody is overdue before. */
  private long nextDue;

  Roster(String group, String edge, long patienceMillis) {
    this.group = group;
    this.edge = edge;
    this.patienceMillis = patienceMillis;
  }

  /** What was known before our start: who was online then is awaited from now on. */
  void restore(PresenceRecord record) {
    records.put(record.device(), record);
    if (record.online()) {
      await(record.device(), 0);
    }
  }

  /** Those that are online as far as is known. */
  Set<String> online() {
    return records.values().stream()
        .filter(PresenceRecord::online)
        .map(PresenceRecord::device)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  boolean hasAwaited() {
    return !awaited.isEmpty();
  }

  /** All that are online are awaited: their session is over. */
  void awaitOnline(long listened) {
    online().forEach(device -> await(device, listened));
  }

  private void await(String device, long listened) {
    nextDue = awaited.isEmpty() ? listened + patienceMillis : nextDue;
    awaited.put(device, listened);
  }

  /**
   * One of them was heard, so it is not dead.
   *
   * @param all whether that holds for all of them, as it does while the node has told nothing of
   *     who is there
   */
  void heard(String device, boolean all, long listened) {
    if (all) {
      awaited.replaceAll((other, since) -> listened);
    } else {
      awaited.computeIfPresent(device, (same, since) -> listened);
    }
  }

  /** Those that were awaited for too long. */
  Set<String> overdue(long listened) {
    Set<String> overdue = new TreeSet<>();
    if (listened >= nextDue) {
      long oldest = listened;
      for (Map.Entry<String, Long> entry : awaited.entrySet()) {
        if (listened - entry.getValue() >= patienceMillis) {
          overdue.add(entry.getKey());
        } else {
          oldest = Math.min(oldest, entry.getValue());
        }
      }
      nextDue = oldest + patienceMillis;
    }
    return overdue;
  }

  /** It was born; returns what is to be kept of it, or null for a name that cannot be kept. */
  @Nullable PresenceRecord born(String device, long now, @Nullable Long bdSeq) {
    awaited.remove(device);
    if (!isKept(device)) {
      return null;
    }
    PresenceRecord record = new PresenceRecord(group, edge, device, true, now, now, bdSeq);
    records.put(device, record);
    return record;
  }

  /** It died; returns what is to be kept of it, or null when it was not known to be online. */
  @Nullable PresenceRecord died(String device, long now) {
    awaited.remove(device);
    PresenceRecord record = records.get(device);
    if (record == null || !record.online()) {
      return null;
    }
    PresenceRecord dead = record.dead(now);
    records.put(device, dead);
    return dead;
  }

  private boolean isKept(String device) {
    return MetricReader.isName(group)
        && MetricReader.isName(edge)
        && (device.isEmpty() || MetricReader.isName(device));
  }
}
