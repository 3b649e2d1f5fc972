package io.millwright.ingest.dispatch;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Lets an order go out only while no other process can be delivering it. A process that hung, or
 * was cut off, may have been replaced before it knows. On the dispatcher's event loop.
 */
final class Permit {
  private static final long AGAIN_MILLIS = 250;

  private final Supplier<Future<Void>> pauses;
  private final BooleanSupplier active;

  Permit(Vertx vertx, BooleanSupplier active) {
    this(() -> vertx.timer(AGAIN_MILLIS, TimeUnit.MILLISECONDS).mapEmpty(), active);
  }

  /**
   * A permit with pauses of one's own.
   *
   * @param pauses each completes after a moment
   * @param active whether this process is the active one now
   */
  Permit(Supplier<Future<Void>> pauses, BooleanSupplier active) {
    this.pauses = pauses;
    this.active = active;
  }

  /**
   * Completes once this process is the active one: at once as a rule, never when it is replaced.
   */
  Future<Void> granted() {
    if (active.getAsBoolean()) {
      return Future.succeededFuture();
    }
    Promise<Void> granted = Promise.promise();
    askAgain(granted);
    return granted.future();
  }

  /** Not a chain of futures: after hours without the database its end would overflow the stack. */
  private void askAgain(Promise<Void> granted) {
    pauses
        .get()
        .onComplete(
            ended -> {
              if (active.getAsBoolean()) {
                granted.complete();
              } else {
                askAgain(granted);
              }
            });
  }
}
