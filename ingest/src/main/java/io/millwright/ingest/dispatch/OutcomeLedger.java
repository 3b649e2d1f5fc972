package io.millwright.ingest.dispatch;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what became of an attempt to the table. Called on the dispatcher's event loop only. */
final class OutcomeLedger {
  private static final Logger log = LoggerFactory.getLogger(OutcomeLedger.class);

  private final OutboxTable table;
  private final EscalationTable escalations;
  private final DatabaseWork database;

  OutcomeLedger(OutboxTable table, EscalationTable escalations, DatabaseWork database) {
    this.table = table;
    this.escalations = escalations;
    this.database = database;
  }

  /**
   * Writes an outcome.
   *
   * @param order the order
   * @param outcome what became of the attempt
   * @param now when it ended
   * @param next when the next attempt is due; of use for a failed one only
   * @return completes when it is committed
   */
  Future<Void> write(OutboxRow order, Outcome outcome, Instant now, Instant next) {
    WaitingEscalation escalation = order.escalating();
    return escalation == null
        ? writeOrder(order, outcome, now, next)
        : writeEscalation(order, escalation.number(), outcome, now, next);
  }

  private Future<Void> writeEscalation(
      OutboxRow order, int escalation, Outcome outcome, Instant now, Instant next) {
    String number = OrderNumber.format(order.number());
    if (outcome instanceof Outcome.Delivered) {
      log.info("Escalation {} of order {} is at {}", escalation, number, order.target());
      return mark(number, () -> escalations.markDelivered(order.id(), escalation, now));
    }
    if (outcome instanceof Outcome.Failed failed) {
      log.warn(
          "Attempt {} to send escalation {} of order {} to {} failed, next at {}: {}",
          order.attempts() + 1,
          escalation,
          number,
          order.target(),
          next,
          failed.error());
      return mark(
          number, () -> escalations.markFailed(order.id(), escalation, failed.error(), next));
    }
    boolean refused = outcome instanceof Outcome.Rejected;
    String error =
        outcome instanceof Outcome.Rejected rejected
            ? rejected.error()
            : ((Outcome.Unsupported) outcome).error();
    log.warn(
        "{} {} escalation {} of order {}, it is not sent again: {}",
        order.target(),
        refused ? "refused" : "takes no escalations, so not",
        escalation,
        number,
        error);
    String delivery = refused ? "rejected" : "unsupported";
    return mark(number, () -> escalations.markGivenUp(order.id(), escalation, delivery, error));
  }

  private Future<Void> writeOrder(OutboxRow order, Outcome outcome, Instant now, Instant next) {
    String number = OrderNumber.format(order.number());
    if (outcome instanceof Outcome.Delivered delivered) {
      log.info("Order {} is at {} as {}", number, order.target(), delivered.remoteId());
      return mark(number, () -> table.markDelivered(order.id(), delivered.remoteId(), now));
    }
    if (outcome instanceof Outcome.Rejected rejected) {
      log.error(
          "Order {} was rejected by {}: {}. Put the cause right, then POST"
              + " /v1/work-orders/{}/redeliver",
          number,
          order.target(),
          rejected.error(),
          number);
      return mark(number, () -> table.markRejected(order.id(), rejected.error()));
    }
    String error = ((Outcome.Failed) outcome).error();
    log.warn(
        "Attempt {} to send order {} to {} failed, next at {}: {}",
        order.attempts() + 1,
        number,
        order.target(),
        next,
        error);
    return mark(number, () -> table.markFailed(order.id(), error, next));
  }

  private Future<Void> mark(String number, Mark mark) {
    Callable<Void> work =
        () -> {
          mark.write();
          return null;
        };
    return database.insist("mark order " + number, work);
  }

  /** A repeatable update. */
  private interface Mark {
    void write() throws Exception;
  }
}
