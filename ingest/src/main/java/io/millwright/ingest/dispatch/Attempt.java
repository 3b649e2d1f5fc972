package io.millwright.ingest.dispatch;

import io.vertx.core.Future;

/** How an order is handed to a target. */
@FunctionalInterface
interface Attempt {

  /**
   * Makes one attempt to deliver the order or, when it is delivered, its escalation. On the
   * dispatcher's event loop.
   *
   * @param order the order
   * @param suspect whether an earlier attempt may have created it
   * @return what became of it; never fails
   */
  Future<Outcome> make(OutboxRow order, boolean suspect);
}
