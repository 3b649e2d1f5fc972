package io.millwright.ingest.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Sees to it that one process works on a database. An advisory lock of the session: it goes when
 * the process goes, however it ends.
 */
public final class InstanceLock implements AutoCloseable {
  /** Any number, the same for all versions. */
  private static final long KEY = 0x4D494C4C57524754L;

  private final Connection connection;

  private InstanceLock(Connection connection) {
    this.connection = connection;
  }

  /**
   * Takes the lock, waiting for a process that is just ending.
   *
   * @param database where
   * @param patienceMillis how long to wait, in milliseconds
   * @return the lock, held until closed
   * @throws SQLException when the database does not answer
   * @throws IllegalStateException when another process keeps the lock
   */
  public static InstanceLock take(DataSource database, long patienceMillis) throws SQLException {
    Connection connection = database.getConnection();
    try (PreparedStatement patience =
            connection.prepareStatement("select set_config('lock_timeout', ?, false)");
        PreparedStatement lock = connection.prepareStatement("select pg_advisory_lock(?)")) {
      patience.setString(1, patienceMillis + "ms");
      patience.execute();
      lock.setLong(1, KEY);
      try (ResultSet result = lock.executeQuery()) {
        result.next();
      }
      return new InstanceLock(connection);
    } catch (SQLException e) {
      connection.close();
      if ("55P03".equals(e.getSQLState())) {
        throw new IllegalStateException(
            "Another Millwright works on this database. Stop it first, or give this one a database"
                + " of its own with --db.",
            e);
      }
      throw e;
    }
  }

  @Override
  public void close() throws SQLException {
    // Closing a pooled connection would keep its session, and with it the lock.
    connection.abort(Runnable::run);
  }
}
