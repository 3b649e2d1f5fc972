package io.millwright.ingest.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The orders that wait for one target, bounded: what does not fit stays in the table and is read
 * again in pages, lowest number first, when half of the room is free. Confined to the dispatcher's
 * event loop.
 */
final class WaitingOrders {
  private final int capacity;
  private final TreeSet<Waiting> queue = new TreeSet<>();
  private final Map<UUID, Waiting> byId = new HashMap<>();
  private boolean more;
  private long cursor;
  private long leftOut;

  WaitingOrders(int capacity) {
    this.capacity = capacity;
  }

  /**
   * A page to read.
   *
   * @param after read the orders with numbers above this
   * @param limit how many at most
   * @param leftOut how many orders had been left out when it was asked for
   */
  record Page(long after, int limit, long leftOut) {}

  /** Adds an order. Returns false when there is no room: it stays in the table, remembered. */
  boolean add(Waiting order) {
    if (queue.size() >= capacity) {
      leaveOut(order.number() - 1);
      return false;
    }
    put(order);
    return true;
  }

  /** Adds an order that comes back from an attempt; there is always room for it. */
  void putBack(Waiting order) {
    put(order);
  }

  /** Remembers that there may be orders in the table above this number that are not here. */
  void leaveOut(long after) {
    cursor = more ? Math.min(cursor, after) : after;
    more = true;
    leftOut++;
  }

  /** Takes orders that are due, earliest first. */
  List<Waiting> takeDue(Instant now, int limit) {
    List<Waiting> taken = new ArrayList<>();
    while (taken.size() < limit && !queue.isEmpty() && !queue.first().due().isAfter(now)) {
      Waiting order = queue.first();
      queue.remove(order);
      byId.remove(order.id());
      taken.add(order);
    }
    return taken;
  }

  /** Makes an order due now. Returns false when it does not wait here. */
  boolean hurry(UUID id, Instant now) {
    Waiting order = byId.get(id);
    if (order == null) {
      return false;
    }
    put(order.due().isAfter(now) ? order.at(now) : order);
    return true;
  }

  /** Makes every order due now, but for those that the target may still be creating. */
  void hurryAll(Instant now) {
    for (Waiting order : List.copyOf(queue)) {
      if (!order.suspect()) {
        hurry(order.id(), now);
      }
    }
  }

  /** When the earliest order is due. */
  Optional<Instant> nextDue() {
    return queue.isEmpty() ? Optional.empty() : Optional.of(queue.first().due());
  }

  /** The page to read next, when orders were left out and there is room again. */
  Optional<Page> nextPage(int limit) {
    int room = capacity - queue.size();
    return more && 2 * room >= capacity
        ? Optional.of(new Page(cursor, Math.min(limit, room), leftOut))
        : Optional.empty();
  }

  /** A page was read and its orders were added. */
  void pageRead(Page page, int rows, long lastNumber) {
    if (leftOut != page.leftOut()) {
      return; // another was left out meanwhile, perhaps one that the page did not see: read again
    }
    cursor = rows == 0 ? cursor : lastNumber;
    more = rows == page.limit();
  }

  /** How many wait here. */
  int size() {
    return queue.size();
  }

  private void put(Waiting order) {
    Waiting before = byId.put(order.id(), order);
    if (before != null) {
      queue.remove(before);
    }
    queue.add(order);
  }
}
