package io.millwright.ingest;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.millwright.ingest.database.DatabaseAddress;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The service's connections. */
final class ConnectionPool {
  private static final long FIRST_CONNECTION_MILLIS = 30_000;
  private static final long CONNECTION_MILLIS = 5_000;
  private static final long VALIDATION_MILLIS = 1_000;
  private static final int SOCKET_SECONDS = 60;

  /** Below the lease of the lock, and so that the server is asked again within it. */
  private static final int LOCK_SECONDS = 2;

  /** Above the pause between two pages that are folded; below what senders would call a stall. */
  private static final int IDLE_MILLIS = 20_000;

  // The server ends the session of a host that has gone without a word, and its locks with it; also
  // when something in between keeps the connection open.
  private static final String SESSION =
      "set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3;"
          + " set tcp_user_timeout = 30000; set idle_in_transaction_session_timeout = "
          + IDLE_MILLIS;

  private ConnectionPool() {}

  /**
   * Opens the pool, waiting a while for a server that is just starting.
   *
   * @param address where
   * @param size connections at most
   * @return the pool; the caller closes it
   */
  static HikariDataSource open(DatabaseAddress address, int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("millwright");
    config.setJdbcUrl(address.jdbcUrl());
    config.setUsername(address.user());
    config.setPassword(address.password());
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(2);
    config.setInitializationFailTimeout(FIRST_CONNECTION_MILLIS);
    config.setConnectionTimeout(CONNECTION_MILLIS);
    // Each connection that was cut half-open while it idled costs so much before a new one is
    // tried.
    config.setValidationTimeout(VALIDATION_MILLIS);
    config.addDataSourceProperty("ApplicationName", "millwright");
    config.addDataSourceProperty("tcpKeepAlive", true);
    // A connection that is cut half-open would otherwise hold its shard for ever. The same
    // parameter
    // in the database URL goes before this one.
    config.addDataSourceProperty("socketTimeout", SOCKET_SECONDS);
    config.setConnectionInitSql(SESSION);
    return new HikariDataSource(config);
  }

  /**
   * Sessions for the lock, which belong to no pool.
   *
   * @param address where
   * @return opens a new session each time
   */
  static DataSource lockSessions(DatabaseAddress address) {
    PGSimpleDataSource sessions = new PGSimpleDataSource();
    sessions.setUrl(address.jdbcUrl());
    sessions.setUser(address.user());
    sessions.setPassword(address.password());
    sessions.setTcpKeepAlive(true);
    sessions.setConnectTimeout(LOCK_SECONDS);
    sessions.setLoginTimeout(LOCK_SECONDS);
    sessions.setSocketTimeout(LOCK_SECONDS);
    return sessions;
  }
}
