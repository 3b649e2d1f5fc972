package io.millwright.ingest.dispatch;

import io.millwright.ingest.dispatch.WaitingOrders.Page;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/** What a {@link Lane} needs of the dispatcher. On the dispatcher's event loop. */
interface LaneOwner {

  /** Reads orders; those that may not be sent are settled in the table and left out. */
  Future<List<OutboxRow>> sendable(List<UUID> ids);

  /** Reads pending orders of a target from the table, lowest number first. */
  Future<List<Waiting>> readPage(String target, Page page);

  /** An order is about to wait in a lane. Returns false when it is on its way already. */
  boolean enters(UUID id);

  /** An order has left the lane: it is settled, or waits in the table only. */
  void left(UUID id);

  /** An order has left the lane, and there is something else to be told about it. */
  void leftForMore(UUID id);

  /** An order turned out to belong to another lane. */
  void moved(Waiting order, OutboxRow row);
}
