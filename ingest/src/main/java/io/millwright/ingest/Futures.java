package io.millwright.ingest;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for what Vert.x does; never on its event loops. */
final class Futures {
  private static final Logger LOG = LoggerFactory.getLogger(Futures.class);
  private static final long START_SECONDS = 30;
  private static final long END_SECONDS = 10;

  private Futures() {}

  /**
   * Waits for a part to start.
   *
   * @param what named in the error
   * @throws IllegalStateException when it does not
   */
  static <T> T await(Future<T> future, String what) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while starting " + what, e);
    } catch (ExecutionException | TimeoutException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException("Cannot start " + what + ": " + cause.getMessage(), cause);
    }
  }

  /** Waits for a part to end, whatever comes of it. */
  static void quietly(String what, Future<?> closing) {
    quietly(what, closing, END_SECONDS);
  }

  /** Waits at most so many seconds for a part to end. */
  static void quietly(String what, Future<?> closing, long seconds) {
    try {
      closing.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("While closing {}: {}", what, String.valueOf(e.getMessage()));
    }
  }
}
