package io.millwright.ingest.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Elects the one process that works on a database; the others stand by until its session is gone.
 *
 * <p>The lock elects, {@link Tenure} protects: whatever is written is checked against the tenure in
 * its own transaction, so a holder that hangs past the end of its lock can do no harm. A lock that
 * was lost by an outage is taken again when nobody else has had a tenure meanwhile. Public methods
 * may be called from any thread.
 */
public final class InstanceLock implements AutoCloseable {
  /**
   * For so long after the last word of the server the lock cannot be another's: shorter than {@link
   * LockSession#IDLE_MILLIS}, which the server counts from a later moment.
   */
  static final Duration LEASE = Duration.ofMillis(LockSession.IDLE_MILLIS - 1_500L);

  private static final Logger LOG = LoggerFactory.getLogger(InstanceLock.class);
  private static final String OTHERS_WORKED =
      "another process has worked here since the lock was lost";
  private static final long POLL_MILLIS = 250;
  private static final long BEAT_MILLIS = 1_000;

  private final DataSource sessions;
  private final String self;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread keeper = new Thread(this::keep, "instance-lock");

  // Of the thread that takes the lock, then of the keeper.
  private @Nullable LockSession session;

  private volatile boolean standbySeen;
  private volatile long heardNanos;
  private volatile boolean held;
  private volatile @Nullable Tenure tenure;
  private volatile @Nullable Consumer<String> lost;

  /**
   * A lock that is not taken.
   *
   * @param sessions gives new sessions, of no pool, with a socket time-out of few seconds: a cut
   *     connection must be noticed within the lease
   * @param self what others shall call this process, at most 25 characters
   */
  public InstanceLock(DataSource sessions, String self) {
    this.sessions = sessions;
    this.self = self;
    keeper.setDaemon(true);
  }

  /**
   * Takes the lock, waiting for as long as another process has it or the database is away.
   *
   * @param waiting told why it waits, in one sentence, at each try
   * @throws InterruptedException when interrupted; the lock is not taken
   */
  public void take(Consumer<String> waiting) throws InterruptedException {
    while (!isTaken(waiting)) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    keeper.start();
  }

  private boolean isTaken(Consumer<String> waiting) {
    try {
      long now = System.nanoTime();
      if (session == null) {
        session = LockSession.open(sessions, self);
      }
      if (session.tryTake()) {
        heard(now);
        return true;
      }
      waiting.accept("standby: " + session.holder().orElse("nobody works at this moment"));
    } catch (SQLException e) {
      drop();
      waiting.accept("standby: the database does not answer: " + e.getMessage());
    }
    return false;
  }

  /**
   * Says what is to be done when the lock has gone to another process, or must be taken for gone.
   *
   * @param current the tenure that began under this lock
   * @param action called at most once, with the reason in one sentence, on the lock's own thread
   */
  public void onLoss(Tenure current, Consumer<String> action) {
    tenure = current;
    lost = action;
  }

  /**
   * Whether no other process can have the lock at this moment. To be asked right before something
   * that cannot be checked in a transaction.
   */
  public boolean isHeld() {
    return held && isLeaseLeft();
  }

  /**
   * Whether another process stood by when the holder last looked, about once a second. Until then a
   * holder that is cut off does not know that it has been replaced.
   */
  public boolean isStandbySeen() {
    return held && standbySeen;
  }

  private boolean isLeaseLeft() {
    return System.nanoTime() - heardNanos < LEASE.toNanos();
  }

  private void heard(long asked) {
    heardNanos = asked;
    held = true;
  }

  private void keep() {
    try {
      String reason = null;
      while (reason == null
          && !closed.await(session == null ? POLL_MILLIS : BEAT_MILLIS, TimeUnit.MILLISECONDS)) {
        reason = beat();
      }
      Consumer<String> action = lost;
      if (reason != null && action != null) {
        action.accept(reason);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      drop();
    }
  }

  /** Why it is over; null when it goes on. */
  private @Nullable String beat() {
    try {
      long now = System.nanoTime();
      if (session == null) {
        return retake(now);
      }
      standbySeen = session.hasStandby();
      Tenure current = tenure;
      if (current != null && !current.isGoingOn(session.connection())) {
        // It had the lock while this one had lost it, and has begun since.
        return OTHERS_WORKED;
      }
      heard(now);
      return null;
    } catch (SQLException e) {
      if (session != null) {
        LOG.warn("The session of the lock is lost, it is taken again: {}", e.getMessage());
      }
      drop();
      return isLeaseLeft() || !standbySeen
          ? null
          : "the database has not answered for "
              + LEASE.toMillis()
              + " ms, and a standby waits there to take over";
    } catch (RuntimeException | Error e) {
      LOG.error("The lock cannot be kept", e);
      return "the lock cannot be kept: " + e;
    }
  }

  private @Nullable String retake(long now) throws SQLException {
    LockSession again = LockSession.open(sessions, self);
    session = again;
    boolean taken = again.tryTake();
    Tenure current = tenure;
    if (current != null && !current.isGoingOn(again.connection())) {
      return taken ? OTHERS_WORKED : again.holder().orElse(OTHERS_WORKED);
    }
    if (taken) {
      heard(now);
      LOG.info("The lock is taken again");
    } else {
      drop();
    }
    return null;
  }

  private void drop() {
    LockSession dropped = session;
    session = null;
    held = false;
    if (dropped != null) {
      try {
        dropped.close();
      } catch (SQLException e) {
        LOG.debug("The session has gone already", e);
      }
    }
  }

  /** Gives the lock up: a standby has it within a moment. */
  @Override
  public void close() {
    closed.countDown();
    try {
      if (!keeper.isAlive()) {
        drop();
      } else if (Thread.currentThread() != keeper) {
        keeper.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
