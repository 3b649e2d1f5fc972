package io.millwright.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.registry.MigratedDatabase;
import io.millwright.ingest.testing.Eventually;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InstanceLockIT {
  private final MigratedDatabase database = new MigratedDatabase();
  private final InstanceLock first = new InstanceLock(database.dataSource(), "first");
  private final InstanceLock second = new InstanceLock(database.dataSource(), "second");
  private final List<String> waits = new CopyOnWriteArrayList<>();
  private final List<String> losses = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    first.close();
    second.close();
    database.close();
  }

  private CompletableFuture<Void> taken(InstanceLock lock) {
    CompletableFuture<Void> taken = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                lock.take(waits::add);
                taken.complete(null);
              } catch (InterruptedException e) {
                taken.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return taken;
  }

  private void endSessions(String named) throws Exception {
    database.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
            + " and application_name like '"
            + named
            + "%'");
  }

  /** The server's process that has the lock, or nothing. */
  private String session() throws Exception {
    return database.query(
        "select coalesce(string_agg(pid::text, ' '), '') from pg_locks where granted and"
            + " locktype = 'advisory' and database ="
            + " (select oid from pg_database where datname = current_database())");
  }

  @Test
  void theSecondStandsByUntilTheFirstGivesItUp() throws Exception {
    first.take(waits::add);
    assertThat(waits).isEmpty();
    CompletableFuture<Void> turn = taken(second);
    Eventually.holds(
        () ->
            assertThat(waits)
                .isNotEmpty()
                .allMatch(
                    why ->
                        why.matches(
                            "standby: first works since"
                                + " \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ")));
    assertThat(turn).isNotDone();
    assertThat(first.isHeld()).isTrue();
    assertThat(second.isHeld()).isFalse();
    first.close();
    turn.join();
    assertThat(second.isHeld()).isTrue();
    assertThat(first.isHeld()).isFalse();
  }

  /** As after a restart of the database: who had it has it again, and its tenure goes on. */
  @Test
  void isTakenAgainWhenNobodyElseWorkedMeanwhile() throws Exception {
    first.take(waits::add);
    Tenure tenure = Tenure.begin(database.dataSource());
    first.onLoss(tenure, losses::add);
    String before = session();
    endSessions("millwright active");
    // Between the two it is not held, which may be over before anybody looks.
    Eventually.holds(
        () -> {
          assertThat(session()).isNotEmpty().isNotEqualTo(before);
          assertThat(first.isHeld()).isTrue();
        });
    assertThat(losses).isEmpty();
  }

  /** However the first loses its session, the tenure of another is the end of its own. */
  @Test
  void isLostOnceAnotherHasWorked() throws Exception {
    first.take(waits::add);
    first.onLoss(Tenure.begin(database.dataSource()), losses::add);
    database.execute("update tenure set number = number + 1");
    endSessions("millwright active");
    Eventually.holds(
        () ->
            assertThat(losses)
                .containsExactly("another process has worked here since the lock was lost"));
    assertThat(first.isHeld()).isFalse();
  }

  /** A transaction whose process has stopped in its midst does not hold up the next tenure. */
  @Test
  void aNewTenureEndsTheTransactionsOfTheOneBefore() throws Exception {
    Tenure former = Tenure.begin(database.dataSource());
    Connection hung = database.dataSource().getConnection();
    hung.setAutoCommit(false);
    former.check(hung);
    Tenure next = Tenure.begin(database.dataSource());
    assertThat(hung.isValid(1)).isFalse();
    try (Connection other = database.dataSource().getConnection()) {
      assertThat(next.isGoingOn(other)).isTrue();
      assertThat(former.isGoingOn(other)).isFalse();
    }
  }

  /** The lock may go from hand to hand while another, that had it between, has just begun. */
  @Test
  void isGivenUpOnceAnotherHasBegunWithoutIt() throws Exception {
    first.take(waits::add);
    first.onLoss(Tenure.begin(database.dataSource()), losses::add);
    Tenure.begin(database.dataSource());
    Eventually.holds(() -> assertThat(losses).hasSize(1));
    assertThat(first.isHeld()).isFalse();
  }

  /** Shards of a process that does not know yet that it was replaced, always one of them at it. */
  @Test
  void aNewTenureBeginsWhileTheOneBeforeNeverRests() throws Exception {
    Tenure former = Tenure.begin(database.dataSource());
    List<String> ends = new CopyOnWriteArrayList<>();
    CountDownLatch busy = new CountDownLatch(3);
    List<Thread> shards =
        Stream.generate(() -> new Thread(() -> commitsUntilReplaced(former, busy, ends)))
            .limit(3)
            .toList();
    shards.forEach(Thread::start);
    busy.await();
    Tenure.begin(database.dataSource());
    for (Thread shard : shards) {
      shard.join();
    }
    assertThat(ends).hasSize(3).allMatch(end -> end.startsWith("another Millwright has taken"));
  }

  private void commitsUntilReplaced(Tenure former, CountDownLatch busy, List<String> ends) {
    while (true) {
      try (Connection connection = database.dataSource().getConnection()) {
        connection.setAutoCommit(false);
        former.check(connection);
        busy.countDown();
        try (Statement work = connection.createStatement()) {
          work.execute("select pg_sleep(0.02)");
        }
        connection.commit();
      } catch (SQLException e) {
        ends.add("failed: " + e.getMessage());
      } catch (IllegalStateException e) {
        ends.add(String.valueOf(e.getMessage()));
        return;
      }
    }
  }

  /** Such as a backup, or somebody who looks. */
  @Test
  void aNewTenureLeavesThoseAloneWhoOnlyRead() throws Exception {
    Tenure former = Tenure.begin(database.dataSource());
    Connection hung = database.dataSource().getConnection();
    hung.setAutoCommit(false);
    try (Connection reading = database.dataSource().getConnection()) {
      reading.setAutoCommit(false);
      assertThat(former.isGoingOn(reading)).isTrue();
      former.check(hung);
      Tenure.begin(database.dataSource());
      assertThat(hung.isValid(1)).isFalse();
      assertThat(reading.isValid(1)).isTrue();
    }
  }
}
