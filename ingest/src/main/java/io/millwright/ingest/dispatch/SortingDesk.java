package io.millwright.ingest.dispatch;

import io.millwright.ingest.dispatch.OutboxTable.Pointer;
import io.millwright.ingest.dispatch.WaitingOrders.Page;
import io.millwright.ingest.pipeline.RaisedOrder;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads what was raised, in batches, and gives each order that may be sent to its target's lane.
 * Confined to the dispatcher's event loop.
 */
final class SortingDesk implements LaneOwner {
  private static final int BATCH = 200;
  private static final int PAGE = 500;

  private final OutboxTable table;
  private final HoldDesk holds;
  private final DatabaseWork database;
  private final int capacity;
  private final Map<String, Lane> lanes = new HashMap<>();
  private final OrdersUnderWay underWay = new OrdersUnderWay();
  private final Deque<RaisedOrder> arrivals = new ArrayDeque<>();
  private boolean sorting;
  private long lastNumberAtStart;

  /**
   * A desk without lanes.
   *
   * @param table the outbox
   * @param holds tells what may be sent
   * @param database runs both off the event loop
   * @param capacity how many raised orders may wait to be read; more stay in the table only
   */
  SortingDesk(OutboxTable table, HoldDesk holds, DatabaseWork database, int capacity) {
    this.table = table;
    this.holds = holds;
    this.database = database;
    this.capacity = capacity;
  }

  /** Adds the lane to a target. */
  void add(String target, Lane lane) {
    lanes.put(target, lane);
  }

  /** The lanes. */
  List<Lane> lanes() {
    return List.copyOf(lanes.values());
  }

  /**
   * Takes up what the table holds. An order that was there before may have been sent by a process
   * that did not live to note it, so all of those are looked up before they are created.
   */
  Future<Void> takeUp() {
    return database
        .insist("read the last order number", table::lastNumber)
        .compose(
            last -> {
              lastNumberAtStart = last;
              lanes.values().forEach(lane -> lane.readMore(0));
              return reviewHeld(0);
            });
  }

  /** Takes orders that were raised. */
  void raised(List<RaisedOrder> orders) {
    for (RaisedOrder order : orders) {
      if (!underWay.enter(order.id())) {
        lookAgain(order.id());
      } else if (arrivals.size() < capacity) {
        arrivals.add(order);
      } else {
        underWay.leave(order.id());
        lanes.values().forEach(lane -> lane.readMore(0)); // its number is not known here
      }
    }
    sort();
  }

  /** Looks again at the held orders of an asset. */
  void assetChanged(String tag) {
    database
        .insist("read the held orders of " + tag, () -> table.heldOf(tag))
        .compose(this::review);
  }

  @Override
  public Future<List<OutboxRow>> sendable(List<UUID> ids) {
    return database.insist("read " + ids.size() + " orders", () -> holds.sendable(ids));
  }

  @Override
  public Future<List<Waiting>> readPage(String target, Page page) {
    return database
        .insist(
            "read the pending orders of " + target,
            () -> table.pendingAfter(target, page.after(), page.limit()))
        .map(
            pointers ->
                pointers.stream()
                    .map(p -> waiting(p.id(), p.number(), p.nextAttemptAt(), p.attempts(), 0))
                    .toList());
  }

  @Override
  public boolean enters(UUID id) {
    return underWay.enter(id);
  }

  @Override
  public void left(UUID id) {
    if (underWay.leave(id)) {
      raised(List.of(new RaisedOrder(id, 0)));
    }
  }

  @Override
  public void leftForMore(UUID id) {
    underWay.leave(id);
    raised(List.of(new RaisedOrder(id, 0)));
  }

  @Override
  public void moved(Waiting order, OutboxRow row) {
    Lane lane = lanes.get(row.target());
    if (lane == null) {
      throw new IllegalStateException("No lane to " + row.target());
    }
    lane.accept(order, row);
  }

  private void lookAgain(UUID id) {
    boolean hurried = false;
    for (Lane lane : lanes.values()) {
      hurried |= lane.hurry(id);
    }
    if (!hurried) {
      underWay.lookAgain(id);
    }
  }

  private void sort() {
    if (sorting || arrivals.isEmpty()) {
      return;
    }
    sorting = true;
    Map<UUID, Long> causes = new HashMap<>();
    while (causes.size() < BATCH && !arrivals.isEmpty()) {
      RaisedOrder order = arrivals.remove();
      causes.put(order.id(), order.causeNanos());
    }
    sort(causes)
        .onComplete(
            done -> {
              sorting = false;
              sort();
            });
  }

  /** Reads orders that are under way and puts each into its lane or lets it go. */
  private Future<Void> sort(Map<UUID, Long> causes) {
    return sendable(List.copyOf(causes.keySet()))
        .onFailure(closing -> causes.keySet().forEach(underWay::leave))
        .map(
            rows -> {
              Map<UUID, Long> others = new HashMap<>(causes);
              for (OutboxRow row : rows) {
                Long cause = others.remove(row.id());
                moved(waiting(row, cause == null ? 0 : cause), row);
              }
              others.keySet().forEach(this::left);
              return null;
            });
  }

  private Future<Void> reviewHeld(long after) {
    return database
        .insist("read the held orders", () -> table.heldAfter(after, PAGE))
        .compose(
            page ->
                review(page)
                    .compose(
                        done ->
                            page.size() < PAGE
                                ? Future.succeededFuture()
                                : reviewHeld(page.get(page.size() - 1).number())));
  }

  private Future<Void> review(List<Pointer> held) {
    Future<Void> done = Future.succeededFuture();
    for (int from = 0; from < held.size(); from += BATCH) {
      List<Pointer> part = new ArrayList<>(held.subList(from, Math.min(held.size(), from + BATCH)));
      done = done.compose(before -> reviewPart(part));
    }
    return done;
  }

  private Future<Void> reviewPart(List<Pointer> held) {
    Map<UUID, Long> causes = new HashMap<>();
    for (Pointer pointer : held) {
      if (underWay.enter(pointer.id())) {
        causes.put(pointer.id(), 0L);
      } else {
        lookAgain(pointer.id());
      }
    }
    return causes.isEmpty() ? Future.succeededFuture() : sort(causes);
  }

  private Waiting waiting(OutboxRow row, long cause) {
    return waiting(row.id(), row.number(), row.nextAttemptAt(), row.attempts(), cause);
  }

  private Waiting waiting(
      UUID id, long number, @Nullable Instant nextAttemptAt, int attempts, long cause) {
    boolean suspect = attempts > 0 || number <= lastNumberAtStart;
    return new Waiting(
        id, number, nextAttemptAt == null ? Instant.EPOCH : nextAttemptAt, suspect, cause);
  }
}
