package io.millwright.ingest.pipeline;

import io.millwright.ingest.store.Refusal;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries database work until it succeeds: an outage stops acknowledgements, not the process. Owned
 * by a shard's thread, but for {@link #problem()} and {@link #stop()}.
 */
final class Patience {
  private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  /** Thrown when the service stops before the work succeeded. */
  static final class StoppedException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** Database work. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws SQLException;
  }

  /** Waits between two tries. */
  @FunctionalInterface
  interface Pause {
    /** Waits that long; returns whether it was told to stop meanwhile. */
    boolean stoppedWithin(long millis) throws InterruptedException;
  }

  private final PipelineMetrics metrics;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Pause pauses;
  private volatile @Nullable String problem;

  Patience(PipelineMetrics metrics) {
    this.metrics = metrics;
    this.pauses = millis -> stopped.await(millis, TimeUnit.MILLISECONDS);
  }

  Patience(PipelineMetrics metrics, Pause pauses) {
    this.metrics = metrics;
    this.pauses = pauses;
  }

  Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /** Lets work that fails give up. */
  void stop() {
    stopped.countDown();
  }

  /** Tries until the database takes it. */
  <T> T until(Work<T> work) throws StoppedException {
    try {
      return until(work, failure -> false);
    } catch (RefusedException e) {
      throw new IllegalStateException("Nothing counts as refused here", e);
    }
  }

  /** Tries until the database takes it, or says that it never will. */
  <T> T unlessRefused(Work<T> work) throws StoppedException, RefusedException {
    return until(work, Refusal::isForGood);
  }

  private <T> T until(Work<T> work, Predicate<SQLException> isRefusal)
      throws StoppedException, RefusedException {
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      try {
        T result = work.run();
        if (problem != null) {
          LOG.info("The database takes commits again");
          problem = null;
        }
        return result;
      } catch (SQLException e) {
        if (isRefusal.test(e)) {
          throw new RefusedException(e);
        }
        metrics.commitFailed();
        if (problem == null) {
          LOG.warn(
              "Cannot commit, acknowledgements wait: {} ({})", e.getMessage(), e.getSQLState());
        }
        problem = e.getMessage() + " (SQLSTATE " + e.getSQLState() + ")";
      }
      try {
        if (pauses.stoppedWithin(pause)) {
          throw new StoppedException();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoppedException();
      }
      pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    }
  }
}
