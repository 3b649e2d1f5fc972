package io.millwright.ingest.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process's time as the one that writes the log. The {@link InstanceLock} goes with its session,
 * also when only the network is cut; should another process have begun by the time the network is
 * back, each transaction of the former one finds that its tenure is over. Thread-safe.
 */
public final class Tenure {
  private static final Logger LOG = LoggerFactory.getLogger(Tenure.class);
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /** Transactions of the former process that have not ended by then never may. */
  private static final int PATIENCE_MILLIS = 1_000;

  /** Ending sessions takes the server a moment, more when its disk is busy. */
  private static final int TRIES = 10;

  // With our end of the connection gone, a session must not keep its keys for ever: the next
  // attempt waits for them.
  private static final String CHECK =
      "select set_config('statement_timeout', '60s', true) from tenure where number = ? for share";

  private final long number;

  private Tenure(long number) {
    this.number = number;
  }

  /**
   * Begins a tenure and ends all before it. Transactions of theirs that are under way get a second
   * to end; then they are rolled back, for their process may have stopped in their midst.
   *
   * @param database migrated
   * @return the new tenure
   * @throws SQLException when the database fails
   */
  public static Tenure begin(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (int left = TRIES; ; left--) {
        try {
          Tenure begun = next(statement);
          connection.commit();
          return begun;
        } catch (SQLException e) {
          if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
            throw e;
          }
          connection.rollback();
          if (left == 1) {
            throw new SQLException(
                "transactions of the Millwright that worked here before do not end; see"
                    + " pg_stat_activity for what they wait for",
                e.getSQLState(),
                e);
          }
          endOthers(statement);
          connection.commit();
        }
      }
    }
  }

  private static Tenure next(Statement statement) throws SQLException {
    statement.execute("set local lock_timeout = " + PATIENCE_MILLIS);
    // Who checks its tenure queues behind this: of shards that take turns, one always holds the
    // row.
    statement.execute("lock table tenure in exclusive mode");
    try (ResultSet result =
        statement.executeQuery(
            "insert into tenure (number) values (1) on conflict (only_row) do update"
                + " set number = tenure.number + 1 returning number")) {
      result.next();
      return new Tenure(result.getLong(1));
    }
  }

  /** Whoever holds the lock of a check on the table has not ended since. Readers hold another. */
  private static void endOthers(Statement statement) throws SQLException {
    try (ResultSet result =
        statement.executeQuery(
            "select count(pg_terminate_backend(pid, 1000)) from pg_locks where relation ="
                + " 'tenure'::regclass and mode = 'RowShareLock' and granted"
                + " and database = (select oid from pg_database where datname ="
                + " current_database())")) {
      result.next();
      LOG.warn(
          "{} transactions of the former process were still open, and are rolled back",
          result.getInt(1));
    }
  }

  /**
   * Makes sure that this tenure goes on until the transaction ends.
   *
   * @param connection in a transaction
   * @throws SQLException when the transaction is to be rolled back and tried again
   * @throws TenureOverException when it is over
   */
  public void check(Connection connection) throws SQLException {
    if (!isFound(connection, CHECK)) {
      throw new TenureOverException();
    }
  }

  /**
   * Whether nobody has begun another, at this moment.
   *
   * @param connection any
   * @throws SQLException when the database fails
   */
  public boolean isGoingOn(Connection connection) throws SQLException {
    return isFound(connection, "select 1 from tenure where number = ?");
  }

  private boolean isFound(Connection connection, String query) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(query)) {
      select.setLong(1, number);
      try (ResultSet result = select.executeQuery()) {
        return result.next();
      }
    }
  }
}
