package io.millwright.ingest.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millwright.ingest.quarantine.QuarantineEntry;
import io.millwright.ingest.quarantine.QuarantineReason;
import io.millwright.ingest.quarantine.QuarantineStore;
import io.millwright.ingest.registry.MigratedDatabase;
import io.millwright.rules.event.ReadingFlags;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whichever way a reading takes into the table, what is there then is the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadingPathsIT {
  private static final long T = Instant.parse("2026-11-23T12:00:00Z").toEpochMilli();

  private final MigratedDatabase database = new MigratedDatabase();
  private final MeterRegistry metrics = new SimpleMeterRegistry();
  private final BatchWriter writer =
      new BatchWriter(new QuarantineStore(database.dataSource(), metrics), metrics);

  @BeforeEach
  void empty() throws Exception {
    database.execute("truncate reading, quarantine");
  }

  @AfterAll
  void close() {
    database.close();
  }

  private static Batch batch() {
    return new Batch(
        row ->
            new QuarantineEntry(
                QuarantineReason.CONFLICTING_VALUE,
                "detail",
                "gw-1",
                "topic",
                null,
                null,
                null,
                ("row " + row).getBytes(StandardCharsets.UTF_8)));
  }

  private Committed write(Batch batch) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      Committed committed = writer.write(connection, batch);
      connection.commit();
      return committed;
    }
  }

  /** As the pipeline does. */
  private Committed writeAgainAfterCollision(Batch batch) throws SQLException {
    try {
      return write(batch);
    } catch (SQLException e) {
      assertThat(writer.collided(batch, e)).as(e.getMessage()).isTrue();
      return write(batch);
    }
  }

  private String rows() throws SQLException {
    return database.query(
        "select string_agg(concat_ws(' ', meter_id, (extract(epoch from time) * 1000)::bigint,"
            + " value, flags, seq), ', ' order by meter_id, time) from reading");
  }

  /** Whole batches of news, more of them than a buffer of the COPY holds. */
  @Test
  void newsAreStoredExactly() throws Exception {
    long[] times = {
      Instant.parse("1900-01-01T00:00:00.007Z").toEpochMilli(),
      Instant.parse("1999-12-31T23:59:59.999Z").toEpochMilli(),
      Instant.parse("2000-01-01T00:00:00Z").toEpochMilli(),
      Instant.parse("2999-12-31T23:59:59.999Z").toEpochMilli()
    };
    double[] values = {0, -0.1, Double.MIN_VALUE, Double.MAX_VALUE};
    Batch copied = batch();
    Batch inserted = batch();
    for (int i = 0; i < 4_000; i++) {
      int meter = 1_000 - i % 1_000;
      long time = times[i / 1_000];
      double value = values[(i + i / 1_000) % 4];
      long sequence = Long.MAX_VALUE - 4_000 + i;
      copied.readings().add(meter, time, value, i % 8, sequence, true);
      inserted.readings().add(meter, time, value, i % 8, sequence, false);
    }
    Committed all = new Committed(4_000, 0, 0, Set.of(), Set.of());
    assertThat(write(copied)).isEqualTo(all);
    String rows = rows();
    empty();
    assertThat(write(inserted)).isEqualTo(all);
    assertThat(rows()).isEqualTo(rows);
  }

  @Test
  void aBatchOfNewsWhoseAnswerWasLostIsWrittenAgainTheOtherWay() throws Exception {
    Batch batch = news(50);
    Committed once = write(batch);
    String rows = rows();
    double before = metrics.get("millwright.commit.collisions").counter().count();

    assertThatThrownBy(() -> write(batch))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23505"));
    assertThat(writeAgainAfterCollision(batch)).isEqualTo(once);

    assertThat(rows()).isEqualTo(rows);
    assertThat(metrics.get("millwright.commit.collisions").counter().count()).isEqualTo(before + 1);
  }

  private static Batch news(int rows) {
    Batch batch = batch();
    for (int i = 0; i < rows; i++) {
      batch.readings().add(i, T, i, ReadingFlags.GOOD, 100 + i, true);
    }
    return batch;
  }

  /** It meets a good one that is news and came before it in its batch: no collision. */
  @Test
  void aDoubtfulReadingBesideNewsCostsNoSecondTry() throws Exception {
    Batch batch = news(50);
    batch.readings().add(7, T, 99, ReadingFlags.NOT_GOOD, 200, false);
    Committed committed = write(batch);
    assertThat(committed.readings()).isEqualTo(50);
    assertThat(committed.quarantined()).isEqualTo(1);
    assertThat(database.query("select value from reading where meter_id = 7")).isEqualTo("7");
  }

  @Test
  void onlyOneCollisionIsTriedAgain() {
    Batch batch = batch();
    SQLException collision = new SQLException("duplicate key", "23505");
    assertThat(writer.collided(batch, new SQLException("out of range", "22003"))).isFalse();
    assertThat(writer.collided(batch, collision)).isTrue();
    assertThat(writer.collided(batch, collision)).isFalse();
  }

  /**
   * Two processes that both take the same readings for news, as when one was replaced while the
   * network was cut and its fence failed, too: each reading is stored once, none fails.
   */
  @Test
  void twoWritersOfTheSameNewsStoreEachOnce() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      CyclicBarrier together = new CyclicBarrier(2);
      for (int round = 0; round < 20; round++) {
        long time = T + round;
        Future<Committed> one = pool.submit(() -> writeAsAProcess(same(time, 1_000), together));
        Future<Committed> other = pool.submit(() -> writeAsAProcess(same(time, 9_000), together));
        assertThat(one.get().readings() + other.get().readings()).isEqualTo(300);
        assertThat(one.get().duplicates() + other.get().duplicates()).isEqualTo(300);
        assertThat(one.get().quarantined() + other.get().quarantined()).isZero();
      }
      assertThat(database.query("select count(*) from reading")).isEqualTo("6000");
    } finally {
      pool.shutdownNow();
    }
  }

  private static Batch same(long time, long sequence) {
    Batch batch = batch();
    for (int i = 0; i < 300; i++) {
      batch.readings().add(i, time, 1, ReadingFlags.GOOD, sequence + i, true);
    }
    return batch;
  }

  private Committed writeAsAProcess(Batch batch, CyclicBarrier together) throws Exception {
    together.await(20, TimeUnit.SECONDS);
    while (true) {
      try {
        return writeAgainAfterCollision(batch);
      } catch (SQLException e) {
        assertThat(e.getSQLState()).as("a deadlock is tried again").isEqualTo("40P01");
      }
    }
  }

  /**
   * Batches of random news, late, doubtful, repeated and conflicting readings, some of them written
   * by another process before or committed without an answer: the table has what a model says that
   * knows nothing of ways.
   */
  @Test
  void theTableIsTheSameWhicheverWayARowTook() throws Exception {
    for (long seed = 1; seed <= 8; seed++) {
      empty();
      Random random = new Random(seed);
      Traffic traffic = new Traffic(random);
      Model model = new Model();
      for (int round = 0; round < 25; round++) {
        Batch batch = traffic.batch();
        Committed expected = model.write(batch.readings());
        if (random.nextInt(4) == 0) {
          writeAgainAfterCollision(batch); // and its answer is lost
        }
        assertThat(writeAgainAfterCollision(batch))
            .as("seed %d, round %d", seed, round)
            .isEqualTo(expected);
      }
      assertThat(rows()).as("seed %d", seed).isEqualTo(model.rows());
    }
    assertThat(metrics.get("millwright.commit.collisions").counter().count()).isGreaterThan(10);
  }

  /** Numbers readings as a shard does, but forgets now and then what is stored. */
  private static final class Traffic {
    private final Random random;
    private final Map<Integer, Long> newest = new TreeMap<>();
    private long sequence;

    Traffic(Random random) {
      this.random = random;
    }

    Batch batch() {
      if (random.nextInt(8) == 0) {
        newest.clear();
      }
      Batch batch = ReadingPathsIT.batch();
      for (int i = random.nextInt(1, 80); i > 0; i--) {
        int meter = random.nextInt(20);
        long time = T + random.nextInt(60);
        int flags = random.nextInt(5) == 0 ? random.nextInt(1, 8) : ReadingFlags.GOOD;
        boolean isNews = time > newest.getOrDefault(meter, Long.MIN_VALUE);
        newest.merge(meter, time, Math::max);
        batch
            .readings()
            .add(
                meter,
                time,
                random.nextInt(3),
                flags,
                ++sequence,
                isNews && ReadingFlags.isGood(flags));
      }
      return batch;
    }
  }

  /** A table as a map: the first row of a meter and time stays, but a good one beats a doubtful. */
  private static final class Model {
    private record Key(int meter, long time) {}

    private record Row(double value, int flags, long sequence) {}

    private final Map<Key, Row> table =
        new TreeMap<>(Comparator.comparingInt(Key::meter).thenComparingLong(Key::time));

    Committed write(ReadingColumns rows) {
      for (int i = 0; i < rows.size(); i++) {
        Row row = new Row(rows.value(i), rows.flags(i), rows.sequence(i));
        table.merge(
            new Key(rows.meter(i), rows.time(i)),
            row,
            (stored, next) ->
                !ReadingFlags.isGood(stored.flags) && ReadingFlags.isGood(next.flags)
                    ? next
                    : stored);
      }
      int stored = 0;
      Set<Integer> conflicting = new TreeSet<>();
      for (int i = 0; i < rows.size(); i++) {
        Row there = requireNonNull(table.get(new Key(rows.meter(i), rows.time(i))));
        if (there.sequence == rows.sequence(i)) {
          stored++;
        } else if (there.value != rows.value(i)) {
          conflicting.add(i);
        }
      }
      return new Committed(
          stored,
          rows.size() - stored - conflicting.size(),
          conflicting.size(),
          Set.of(),
          Set.of());
    }

    String rows() {
      StringBuilder text = new StringBuilder();
      table.forEach(
          (key, row) ->
              text.append(text.isEmpty() ? "" : ", ")
                  .append(key.meter + " " + key.time + " ")
                  .append((long) row.value + " " + row.flags + " " + row.sequence));
      return text.toString();
    }
  }
}
