package io.millwright.sim.bench;

import io.millwright.ingest.store.ReadingColumns;
import io.millwright.ingest.store.ReadingCopy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;

/**
 * Readings from before the run, of each meter another number: meters that begin together and are
 * read equally often fill their pages of the index (meter, time) at the same moment, which a fleet
 * whose meters differ does not do.
 */
final class EarlierReadings {
  /** About as many as a page of the index holds. */
  private static final int MOST = 300;

  /** Beyond the numbers that the service and {@link CopyLimit} give. */
  private static final long FIRST = CopyLimit.FIRST << 1;

  private static final Duration BEFORE = Duration.ofHours(1);

  private final int[] meters;
  private final int[] counts;

  /**
   * Chooses the numbers.
   *
   * @param meters ids of meters
   * @param random chooses 0 to 299 for each
   */
  EarlierReadings(int[] meters, Random random) {
    this.meters = meters.clone();
    this.counts = random.ints(meters.length, 0, MOST).toArray();
  }

  /** How many there are. */
  long total() {
    return Arrays.stream(counts).asLongStream().sum();
  }

  /**
   * Writes them a second apart, from an hour ago on, a commit for each second.
   *
   * @param now the time before which all are
   */
  void write(Connection connection, Instant now) throws SQLException {
    connection.setAutoCommit(false);
    ReadingCopy copy = new ReadingCopy();
    long start = now.minus(BEFORE).toEpochMilli();
    long sequence = FIRST;
    for (int lap = 0; lap < MOST; lap++) {
      ReadingColumns columns = new ReadingColumns();
      for (int i = 0; i < meters.length; i++) {
        if (lap < counts[i]) {
          columns.add(meters[i], start + lap * 1000L, 20 + lap % 10, 0, sequence++, true);
        }
      }
      if (columns.size() > 0) {
        copy.write(connection, columns, columns.sortedNews());
        connection.commit();
      }
    }
  }
}
