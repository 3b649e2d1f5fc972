package io.millwright.ingest.dispatch;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Lets an order go out only while no other process can be delivering it. A process that hung, or
 * was cut off, may have been replaced before it knows. On the dispatcher's event loop.
 */
final class Permit {
  private static final long AGAIN_MILLIS = 250;

  private final Vertx vertx;
  private final BooleanSupplier active;

  Permit(Vertx vertx, BooleanSupplier active) {
    this.vertx = vertx;
    this.active = active;
  }

  /**
   * Completes once this process is the active one: at once as a rule, never when it is replaced.
   */
  Future<Void> granted() {
    return active.getAsBoolean()
        ? Future.succeededFuture()
        : vertx.timer(AGAIN_MILLIS, TimeUnit.MILLISECONDS).compose(fired -> granted());
  }
}
