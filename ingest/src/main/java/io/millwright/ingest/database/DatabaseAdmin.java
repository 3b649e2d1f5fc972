package io.millwright.ingest.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Supplier;

/** Creates and drops databases on one server, and makes sure that TimescaleDB is in them. */
final class DatabaseAdmin {
  private static final String NO_SUCH_DATABASE = "3D000";
  private static final String DATABASE_EXISTS = "42P04";
  private static final String DUPLICATE_KEY = "23505";
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** The server takes the connection at once, but starts a process for each login. */
  private static final Duration LOGIN_TIMEOUT = Duration.ofSeconds(30);

  private static final Duration RETRY_PAUSE = Duration.ofMillis(100);

  private final DatabaseAddress server;

  DatabaseAdmin(DatabaseAddress server) {
    this.server = server;
  }

  void ensure(String name) {
    try (Connection connection = connect(server.withDatabase(name))) {
      createExtension(connection);
    } catch (SQLException e) {
      if (!NO_SUCH_DATABASE.equals(e.getSQLState())) {
        throw refused("connect to database " + name, e);
      }
      create(name);
      ensure(name);
    }
  }

  void drop(String name) {
    onAnotherDatabase(name, "DROP DATABASE IF EXISTS " + quoted(name) + " WITH (FORCE)");
  }

  /** Fails with what to do when the server has no TimescaleDB to offer. */
  void requireTimescale() {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT 1 FROM pg_available_extensions WHERE name = 'timescaledb'")) {
      if (!found.next()) {
        throw new DatabaseUnavailableException(noTimescale("its packages are not installed there"));
      }
    } catch (SQLException e) {
      if (!NO_SUCH_DATABASE.equals(e.getSQLState())) {
        throw new DatabaseUnavailableException(
            "The database at "
                + server.jdbcUrl()
                + " (user "
                + server.user()
                + ") does not answer: "
                + e.getMessage()
                + "\nCheck the URL, MILLWRIGHT_DB_USER and MILLWRIGHT_DB_PASSWORD, or leave the URL"
                + " out to let Millwright run its own.",
            e);
      }
    }
  }

  /**
   * Waits until the server takes connections.
   *
   * @param stillThere consulted between attempts: false ends the wait at once
   * @return whether it answered in time
   */
  boolean answersWithin(Duration limit, Supplier<Boolean> stillThere) {
    long deadline = System.nanoTime() + limit.toNanos();
    do {
      try (Connection connection = connect(server.withDatabase("postgres"))) {
        return connection.isValid((int) CONNECT_TIMEOUT.toSeconds());
      } catch (SQLException e) {
        try {
          Thread.sleep(RETRY_PAUSE.toMillis());
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
    } while (System.nanoTime() < deadline && stillThere.get());
    return false;
  }

  void create(String name) {
    try {
      onAnotherDatabase(name, "CREATE DATABASE " + quoted(name));
    } catch (DatabaseUnavailableException e) {
      // A second process may have created it between our look and now.
      if (!(e.getCause() instanceof SQLException sql
          && (DATABASE_EXISTS.equals(sql.getSQLState())
              || DUPLICATE_KEY.equals(sql.getSQLState())))) {
        throw e;
      }
    }
  }

  private void createExtension(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      // Serializes with other processes: IF NOT EXISTS alone can fail on a concurrent creation.
      statement.execute("SELECT pg_advisory_lock(hashtext('millwright.extension'))");
      try (ResultSet found =
          statement.executeQuery("SELECT 1 FROM pg_extension WHERE extname = 'timescaledb'")) {
        if (found.next()) {
          return;
        }
      }
      statement.execute("CREATE EXTENSION timescaledb");
    } catch (SQLException e) {
      throw new DatabaseUnavailableException(noTimescale(String.valueOf(e.getMessage())), e);
    }
  }

  /** A database can be created or dropped only from a connection to another one. */
  private void onAnotherDatabase(String name, String sql) {
    DatabaseAddress maintenance =
        server.withDatabase(name.equals("postgres") ? "template1" : "postgres");
    try (Connection connection = connect(maintenance);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw refused("run " + sql, e);
    }
  }

  private DatabaseUnavailableException refused(String action, SQLException e) {
    return new DatabaseUnavailableException(
        "Could not " + action + " on " + server.jdbcUrl() + ": " + e.getMessage(), e);
  }

  private String noTimescale(String why) {
    return """
    The database at %s has no TimescaleDB (%s).
    To repair it: install the packages (Debian: postgresql-17-timescaledb), set
    shared_preload_libraries = 'timescaledb' in postgresql.conf, restart that server, and as a
    superuser run CREATE EXTENSION timescaledb in that database.
    Or leave --db and MILLWRIGHT_DB_URL out, and Millwright runs a TimescaleDB of its own.\
    """
        .formatted(server.jdbcUrl(), why);
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static Connection connect(DatabaseAddress address) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", address.user());
    properties.setProperty("password", address.password());
    properties.setProperty("connectTimeout", Long.toString(CONNECT_TIMEOUT.toSeconds()));
    properties.setProperty("loginTimeout", Long.toString(LOGIN_TIMEOUT.toSeconds()));
    properties.setProperty("ApplicationName", "millwright");
    return DriverManager.getConnection(address.jdbcUrl(), properties);
  }
}
