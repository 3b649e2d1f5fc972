package io.millwright.ingest.backtest;

import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.ingest.store.AssetLog;
import io.millwright.rules.backtest.Failure;
import io.millwright.rules.backtest.Question;
import io.millwright.rules.backtest.Report;
import io.millwright.rules.backtest.Tally;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * Folds the stored log under other plans. An asset's log is read and folded by itself, so that
 * assets can be spread over threads; what is found does not depend on how many there are.
 */
public final class StoredBacktest {
  /**
   * What came of it.
   *
   * @param report the answer
   * @param foldNanos time in the fold, of all threads together; reading from the database excluded
   * @param elapsedNanos from begin to end
   */
  public record Result(Report report, long foldNanos, long elapsedNanos) {
    /** Readings a second and thread through the fold; 0 when there was none. */
    public double foldedPerSecond() {
      return foldNanos == 0 ? 0 : report.readings() / (foldNanos / 1e9);
    }

    /** Readings a second from the database to the answer. */
    public double perSecond() {
      return elapsedNanos == 0 ? 0 : report.readings() / (elapsedNanos / 1e9);
    }
  }

  private final DataSource dataSource;
  private final AssetLog log;
  private final int threads;

  /**
   * A back-test on a database, which is only read.
   *
   * @param dataSource gives each thread a connection
   * @param log reads the log
   * @param threads how many read and fold, at least 1
   */
  public StoredBacktest(DataSource dataSource, AssetLog log, int threads) {
    this.dataSource = dataSource;
    this.log = log;
    this.threads = threads;
  }

  /**
   * Runs it.
   *
   * @param question what is asked
   * @param assets the assets to fold
   * @param failures of each asset, by its tag
   * @return the answer and the time it took
   * @throws SQLException when the database fails
   * @throws InterruptedException when interrupted
   */
  public Result run(
      Question question, List<RegisteredAsset> assets, Map<String, List<Failure>> failures)
      throws SQLException, InterruptedException {
    long begin = System.nanoTime();
    AtomicInteger next = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Worked>> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        workers.add(pool.submit(() -> work(question, assets, failures, next)));
      }
      Tally all = new Tally(question);
      long foldNanos = 0;
      for (Future<Worked> worker : workers) {
        Worked worked = result(worker);
        all.add(worked.tally);
        foldNanos += worked.foldNanos;
      }
      return new Result(all.report(), foldNanos, System.nanoTime() - begin);
    } finally {
      pool.shutdownNow();
    }
  }

  private record Worked(Tally tally, long foldNanos) {}

  /** One thread's share: whichever asset nobody has begun yet. */
  private Worked work(
      Question question,
      List<RegisteredAsset> assets,
      Map<String, List<Failure>> failures,
      AtomicInteger next)
      throws SQLException {
    Tally tally = new Tally(question);
    LogFolder folder = new LogFolder(question, tally);
    try (Connection connection = dataSource.getConnection()) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      int index = next.getAndIncrement();
      while (index < assets.size() && !Thread.currentThread().isInterrupted()) {
        RegisteredAsset asset = assets.get(index);
        folder.fold(connection, log, asset, failures.getOrDefault(asset.asset().tag(), List.of()));
        connection.commit();
        index = next.getAndIncrement();
      }
    }
    return new Worked(tally, folder.nanos());
  }

  private static Worked result(Future<Worked> worker) throws SQLException, InterruptedException {
    try {
      return worker.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException failure) {
        throw failure;
      }
      throw new IllegalStateException("The back-test failed: " + e.getCause(), e.getCause());
    }
  }
}
