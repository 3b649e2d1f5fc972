package io.millwright.sim.bench;

import io.millwright.ingest.store.ReadingColumns;
import io.millwright.ingest.store.ReadingCopy;
import io.millwright.sim.load.LoadFleet;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * What the table takes from one connection that does nothing else: rows of the same meters, sorted
 * by the unique key, by binary COPY, a commit for each 10,000.
 */
final class CopyLimit {
  /** Beyond the numbers that the service hands out, which has no use for these rows. */
  static final long FIRST = 1L << 50;

  private static final int BATCH = 10_000;

  private final BenchDatabase database;
  private final ReadingCopy copy = new ReadingCopy();
  private final int[] meters;

  private long sequence = FIRST;

  private long total;

  /** Writes rows for the meters of a fleet that is registered, and for no others. */
  CopyLimit(BenchDatabase database, LoadFleet fleet) throws SQLException {
    this.database = database;
    this.meters = database.meters(fleet);
  }

  /** Rows written so far. */
  long total() {
    return total;
  }

  /** Writes for so long; returns rows a second. */
  double rowsPerSecond(Duration duration) throws SQLException {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      long start = System.nanoTime();
      long rows = 0;
      int next = 0;
      long lap = System.currentTimeMillis();
      while (System.nanoTime() - start < duration.toNanos()) {
        ReadingColumns columns = new ReadingColumns();
        while (columns.size() < BATCH) {
          if (next == meters.length) {
            next = 0;
            lap = Math.max(lap + 1, System.currentTimeMillis());
          }
          columns.add(meters[next++], lap, 20 + lap % 100 * 0.1, 0, sequence++, true);
        }
        copy.write(connection, columns, columns.sortedNews());
        connection.commit();
        rows += columns.size();
      }
      total += rows;
      return rows / ((System.nanoTime() - start) / 1e9);
    }
  }
}
