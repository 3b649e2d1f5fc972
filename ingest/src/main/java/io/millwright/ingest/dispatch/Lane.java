package io.millwright.ingest.dispatch;

import io.millwright.ingest.dispatch.Outcome.Symptom;
import io.millwright.ingest.dispatch.WaitingOrders.Page;
import io.millwright.ingest.retry.Backoff;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one target: takes orders that are due, sends as many at once as the target may have,
 * and brings back what failed. Confined to the dispatcher's event loop.
 */
final class Lane {
  private static final Logger log = LoggerFactory.getLogger(Lane.class);
  private static final int PAGE = 500;

  private final Vertx vertx;
  private final Target target;
  private final Attempt attempt;
  private final WaitingOrders queue;
  private final TargetHealth health;
  private final Backoff backoff;
  private final OutcomeLedger ledger;
  private final LaneOwner owner;
  private final DispatchMetrics metrics;
  private final AtomicInteger waiting;
  private final InstantSource clock;

  private int busy;
  private boolean reading;
  private boolean paging;
  private boolean stopped;
  private long timer = -1;

  Lane(
      Vertx vertx,
      Target target,
      Attempt attempt,
      WaitingOrders queue,
      TargetHealth health,
      Backoff backoff,
      OutcomeLedger ledger,
      LaneOwner owner,
      DispatchMetrics metrics,
      InstantSource clock) {
    this.vertx = vertx;
    this.target = target;
    this.attempt = attempt;
    this.queue = queue;
    this.health = health;
    this.backoff = backoff;
    this.ledger = ledger;
    this.owner = owner;
    this.metrics = metrics;
    this.waiting = metrics.waiting(target.name());
    this.clock = clock;
  }

  /** Takes an order whose row has just been read: sends it at once or lets it wait. */
  void accept(Waiting order, OutboxRow row) {
    Instant now = clock.instant();
    if (!stopped && !order.due().isAfter(now) && health.openSlots(now, busy) > 0) {
      busy++;
      attempt(order, row);
    } else if (!queue.add(order)) {
      owner.left(order.id());
    }
    pump();
  }

  /** Makes a waiting order due now. Returns false when it does not wait here. */
  boolean hurry(UUID id) {
    boolean found = queue.hurry(id, clock.instant());
    pump();
    return found;
  }

  /** Reads the pending orders above this number from the table, as far as there is room. */
  void readMore(long after) {
    queue.leaveOut(after);
    pump();
  }

  /** Starts nothing more. */
  void stop() {
    stopped = true;
    vertx.cancelTimer(timer);
  }

  /** How many requests are under way or not yet marked. */
  int busy() {
    return busy;
  }

  private void pump() {
    if (stopped) {
      return;
    }
    Instant now = clock.instant();
    if (!reading) {
      List<Waiting> due = queue.takeDue(now, health.openSlots(now, busy));
      if (!due.isEmpty()) {
        send(due);
      }
    }
    if (!paging) {
      queue.nextPage(PAGE).ifPresent(this::readPage);
    }
    waiting.set(queue.size());
    plan(now);
  }

  /** Sets the timer for the next moment at which something may be sent. */
  private void plan(Instant now) {
    vertx.cancelTimer(timer);
    Optional<Instant> due = queue.nextDue();
    boolean full = busy >= (health.isDown() ? 1 : target.concurrency());
    if (due.isEmpty() || full || reading) {
      return; // the end of what is under way pumps again
    }
    Instant next = due.get().isAfter(health.pausedUntil()) ? due.get() : health.pausedUntil();
    timer = vertx.setTimer(Math.max(1, Duration.between(now, next).toMillis()), t -> pump());
  }

  private void send(List<Waiting> due) {
    reading = true;
    busy += due.size();
    owner
        .sendable(due.stream().map(Waiting::id).toList())
        .onComplete(
            rows -> {
              reading = false;
              if (rows.succeeded() && !stopped) {
                begin(due, rows.result());
              } else {
                busy -= due.size(); // closing: they stay in the table
              }
              pump();
            });
  }

  private void begin(List<Waiting> due, List<OutboxRow> rows) {
    Map<UUID, OutboxRow> byId = new HashMap<>();
    rows.forEach(row -> byId.put(row.id(), row));
    for (Waiting order : due) {
      OutboxRow row = byId.get(order.id());
      if (row != null && row.target().equals(target.name())) {
        attempt(order, row);
        continue;
      }
      busy--;
      if (row == null) {
        owner.left(order.id());
      } else {
        owner.moved(order, row);
      }
    }
  }

  private void readPage(Page page) {
    paging = true;
    owner
        .readPage(target.name(), page)
        .onComplete(
            rows -> {
              paging = false;
              if (rows.succeeded()) {
                List<Waiting> orders = rows.result();
                long last = orders.isEmpty() ? 0 : orders.get(orders.size() - 1).number();
                orders.stream().filter(order -> owner.enters(order.id())).forEach(queue::putBack);
                queue.pageRead(page, orders.size(), last);
              }
              pump();
            });
  }

  private void attempt(Waiting order, OutboxRow row) {
    attempt.make(row, order.suspect()).onSuccess(outcome -> ended(order, row, outcome));
  }

  private void ended(Waiting order, OutboxRow row, Outcome outcome) {
    Instant now = clock.instant();
    metrics.attempted(target.name(), outcome);
    Instant next = outcome instanceof Outcome.Failed failed ? judge(now, row, failed) : now;
    if (!(outcome instanceof Outcome.Failed) && health.answered()) {
      log.info("Target {} answers again", target.name());
      queue.hurryAll(now);
    }
    if (outcome instanceof Outcome.Delivered && row.escalating() == null) {
      metrics.delivered(order);
    }
    ledger
        .write(row, outcome, now, next)
        .onComplete(
            marked -> {
              busy--;
              if (outcome instanceof Outcome.Failed failed && marked.succeeded()) {
                queue.putBack(order.again(next, failed.maybeCreated()));
              } else if (isFollowed(row, outcome)) {
                owner.leftForMore(row.id());
              } else {
                owner.left(order.id());
              }
              pump();
            });
  }

  /** An order that the target refuses has nothing to be made more urgent. */
  private static boolean isFollowed(OutboxRow row, Outcome outcome) {
    return row.isFollowed() && (row.escalating() != null || outcome instanceof Outcome.Delivered);
  }

  /** Takes a failure into the target's account. Returns when the order may be tried again. */
  private Instant judge(Instant now, OutboxRow row, Outcome.Failed failed) {
    Duration wait = backoff.delay(row.attempts() + 1);
    if (failed.symptom() == Symptom.BUSY) {
      health.answered();
    } else {
      boolean wasDown = health.isDown();
      health.failed(now, row.id(), failed.symptom());
      if (health.isDown() && !wasDown) {
        log.error("Target {} is down, its orders wait: {}", target.name(), failed.error());
      }
    }
    if (failed.symptom() == Symptom.SILENT) {
      // It may still be creating the order, which a lookup that comes too early would not see.
      wait = wait.plus(target.timeout());
    }
    Duration asked = failed.retryAfter();
    if (asked != null) {
      health.asked(now, asked);
      wait = asked.compareTo(wait) > 0 ? asked : wait;
    }
    return now.plus(wait);
  }
}
