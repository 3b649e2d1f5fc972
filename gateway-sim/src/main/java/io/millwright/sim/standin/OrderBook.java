package io.millwright.sim.standin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The orders of a stand-in, and its counts. Any thread. */
public final class OrderBook {
  private static final int MOST_ORDERS = 200_000;

  private final StandInKind kind;
  private final Map<String, StandInOrder> orders = new LinkedHashMap<>();
  private final Map<String, String> firstIdOf = new LinkedHashMap<>();
  private final Map<String, String> idByKey = new LinkedHashMap<>();
  private final Map<Count, Long> counts = new EnumMap<>(Count.class);

  OrderBook(StandInKind kind) {
    this.kind = kind;
  }

  /**
   * What became of a posted order.
   *
   * @param order the order
   * @param created false when an earlier POST had created it
   */
  record Entry(StandInOrder order, boolean created) {}

  /**
   * Creates an order, or finds the one its key created before.
   *
   * @param key the Idempotency-Key, looked at by an idempotent kind only
   * @return the entry, or null when the book is full
   */
  synchronized @Nullable Entry create(IncomingOrder incoming, @Nullable String key, Instant now) {
    String known = key == null || !kind.idempotent() ? null : idByKey.get(key);
    StandInOrder existing = known == null ? null : orders.get(known);
    if (existing != null) {
      count(Count.RECOGNISED);
      return new Entry(existing, false);
    }
    if (orders.size() >= MOST_ORDERS) {
      return null;
    }
    String id = kind.name() + "-" + (orders.size() + 1);
    StandInOrder order =
        new StandInOrder(
            id,
            incoming.reference(),
            incoming.number(),
            incoming.asset(),
            incoming.type(),
            incoming.title(),
            incoming.priority(),
            now,
            "created");
    orders.put(id, order);
    count(Count.CREATED);
    if (firstIdOf.putIfAbsent(incoming.reference(), id) != null) {
      count(Count.DUPLICATES);
    }
    if (key != null) {
      idByKey.put(key, id);
    }
    return new Entry(order, true);
  }

  /**
   * Gives the orders of an external reference another priority. Setting it twice is setting it
   * once, so no key is needed to tell a repetition.
   *
   * @return whether there is such an order
   */
  synchronized boolean escalate(IncomingEscalation incoming) {
    List<StandInOrder> found = createdFor(incoming.reference());
    for (StandInOrder order : found) {
      boolean changes = order.priority() != incoming.priority();
      count(changes ? Count.ESCALATED : Count.ESCALATIONS_REPEATED);
      orders.put(order.id(), order.withPriority(incoming.priority()));
    }
    return !found.isEmpty();
  }

  synchronized void status(String id, String status) {
    orders.computeIfPresent(id, (key, order) -> order.with(status));
  }

  synchronized void count(Count what) {
    counts.merge(what, 1L, Long::sum);
  }

  /**
   * Returns a count.
   *
   * @param what which
   * @return how often, 0 when never
   */
  public synchronized long counted(Count what) {
    return counts.getOrDefault(what, 0L);
  }

  /**
   * Returns the orders.
   *
   * @return a copy, oldest first
   */
  public synchronized List<StandInOrder> orders() {
    return new ArrayList<>(orders.values());
  }

  /**
   * Returns the orders created for an external reference.
   *
   * @param reference Millwright's id of the order
   * @return none, one, or more when duplicates were made
   */
  public synchronized List<StandInOrder> createdFor(String reference) {
    return orders.values().stream().filter(o -> o.reference().equals(reference)).toList();
  }
}
