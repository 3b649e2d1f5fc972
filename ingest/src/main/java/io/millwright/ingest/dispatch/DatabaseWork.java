package io.millwright.ingest.dispatch;

import io.millwright.ingest.retry.Backoff;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs blocking work off the event loop and repeats it until it succeeds: while the database is
 * away, whoever waits for it keeps waiting, and nothing is forgotten. Called on the dispatcher's
 * event loop, where results arrive too.
 */
final class DatabaseWork {
  private static final Logger log = LoggerFactory.getLogger(DatabaseWork.class);

  private final Vertx vertx;
  private final WorkerExecutor workers;
  private final Backoff backoff;
  private boolean closed;

  DatabaseWork(Vertx vertx, WorkerExecutor workers, Backoff backoff) {
    this.vertx = vertx;
    this.workers = workers;
    this.backoff = backoff;
  }

  /**
   * Runs work until it succeeds.
   *
   * @param what what it does, for the log: "mark order WO-000012 delivered"
   * @param work may run more than once
   * @return its result; fails only when it failed after {@link #giveUp}
   */
  <T> Future<T> insist(String what, Callable<T> work) {
    Promise<T> result = Promise.promise();
    run(what, work, 1, result);
    return result.future();
  }

  /** From now on, what fails is not repeated. */
  void giveUp() {
    closed = true;
  }

  private <T> void run(String what, Callable<T> work, int attempt, Promise<T> result) {
    workers
        .executeBlocking(work, false)
        .onSuccess(result::tryComplete)
        .onFailure(
            failure -> {
              if (closed) {
                result.tryFail(failure);
                return;
              }
              long millis = Math.max(1, backoff.delay(attempt).toMillis());
              log.warn("Could not {}, trying again in {} ms: {}", what, millis, failure.toString());
              vertx
                  .timer(millis, TimeUnit.MILLISECONDS)
                  .onComplete(fired -> run(what, work, attempt + 1, result));
            });
  }
}
