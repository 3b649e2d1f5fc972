package io.millwright.ingest.cli;

import io.millwright.ingest.database.DatabaseAddress;
import io.millwright.ingest.database.DatabaseUnavailableException;
import io.millwright.ingest.database.Databases;
import io.millwright.ingest.database.RunningDatabase;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** The database of commands that read it past the service. */
final class DatabaseToRead {
  private static final String UNDEFINED_TABLE = "42P01";
  private static final String UNDEFINED_COLUMN = "42703";

  private DatabaseToRead() {}

  /**
   * Finds it.
   *
   * @param url where it is, or null for the environment's or the one that runs
   * @param command what PostgreSQL shall call the sessions
   * @throws DatabaseUnavailableException when none answers; the message says what to do
   */
  static PGSimpleDataSource find(
      @Nullable String url, Map<String, String> environment, String command) {
    RunningDatabase server =
        Databases.fromEnvironment(url, environment)
            .find(DbCommand.INSTANCE)
            .orElseThrow(
                () ->
                    new DatabaseUnavailableException(
                        "No database runs: start it with ./millwright db start, or say where it is"
                            + " with --db"));
    DatabaseAddress address = server.address();
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(address.jdbcUrl());
    source.setUser(address.user());
    source.setPassword(address.password());
    source.setApplicationName("millwright " + command);
    return source;
  }

  /** Why reading failed, in words. */
  static String words(SQLException failure) {
    return UNDEFINED_TABLE.equals(failure.getSQLState())
            || UNDEFINED_COLUMN.equals(failure.getSQLState())
        ? "This database is of an older Millwright: start ./millwright serve on it once"
        : "The database fails: " + failure.getMessage();
  }
}
