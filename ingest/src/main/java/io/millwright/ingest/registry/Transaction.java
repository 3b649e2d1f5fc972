package io.millwright.ingest.registry;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Runs work in a transaction that only one registry of the whole database has at a time. */
final class Transaction {
  /** The key of the advisory lock: any number, the same in every process. */
  private static final long LOCK = 0x6d696c6c_72656731L;

  private Transaction() {}

  /** What to do in the transaction. */
  interface Work<T> {
    T run(Connection connection) throws SQLException, RegistryRefused;
  }

  /**
   * Commits what the work did, or nothing of it.
   *
   * @throws RegistryRefused when the work refuses; rolled back
   * @throws SQLException when the database fails; rolled back
   */
  static <T> T run(DataSource dataSource, Work<T> work) throws SQLException, RegistryRefused {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        try (Statement statement = connection.createStatement()) {
          statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
        }
        T result = work.run(connection);
        connection.commit();
        return result;
      } catch (SQLException | RegistryRefused | RuntimeException failure) {
        try {
          connection.rollback();
        } catch (SQLException rollback) {
          failure.addSuppressed(rollback);
        }
        throw failure;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }
}
