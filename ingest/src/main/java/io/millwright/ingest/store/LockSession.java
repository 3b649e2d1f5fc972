package io.millwright.ingest.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A session of its own with an advisory lock on it, or trying for one. The server ends it when
 * nothing is heard of it for {@link #IDLE_MILLIS}: it goes with its process, however that ends,
 * hangs or is cut off. Used by one thread at a time.
 */
final class LockSession implements AutoCloseable {
  /** How long the server waits for a word, in milliseconds. */
  static final int IDLE_MILLIS = 5_000;

  /** Any number, the same for all versions. */
  private static final long KEY = 0x4D494C4C57524754L;

  private static final String STANDBY = "millwright standby ";
  private static final String ACTIVE = "millwright active ";

  private static final String SETTINGS =
      "set idle_session_timeout = "
          + IDLE_MILLIS
          // For a host that has gone without a word while the server has one for it.
          + "; set tcp_keepalives_idle = 2; set tcp_keepalives_interval = 1"
          + "; set tcp_keepalives_count = 3; set tcp_user_timeout = 5000";

  private static final String HOLDER =
      "select a.application_name from pg_locks l join pg_stat_activity a using (pid)"
          + " where l.locktype = 'advisory' and l.granted and l.objsubid = 1"
          + " and l.database = (select oid from pg_database where datname = current_database())"
          + " and l.classid::bigint = ? and l.objid::bigint = ?";

  private final Connection connection;
  private final String self;

  private LockSession(Connection connection, String self) {
    this.connection = connection;
    this.self = self;
  }

  /**
   * Opens a session without the lock.
   *
   * @param sessions gives a new session, one that is in no pool
   * @param self what others shall call this process
   */
  static LockSession open(DataSource sessions, String self) throws SQLException {
    Connection connection = sessions.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute(SETTINGS);
      LockSession session = new LockSession(connection, self);
      session.name(STANDBY, false);
      return session;
    } catch (SQLException e) {
      connection.abort(Runnable::run);
      throw e;
    }
  }

  /** Takes the lock unless another session has it. To be called until it is taken, not after. */
  boolean tryTake() throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
      lock.setLong(1, KEY);
      try (ResultSet result = lock.executeQuery()) {
        result.next();
        if (!result.getBoolean(1)) {
          return false;
        }
      }
    }
    name(ACTIVE, true);
    return true;
  }

  /** Seen in pg_stat_activity, by people and by the others. */
  private void name(String role, boolean since) throws SQLException {
    String time = "to_char(now() at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z \"')";
    try (PreparedStatement name =
        connection.prepareStatement(
            "select set_config('application_name', ? || "
                + (since ? time : "''")
                + " || ?, false)")) {
      name.setString(1, role);
      name.setString(2, self);
      name.execute();
    }
  }

  /** Lets the server hear of this session, and tells whether another process stands by. */
  boolean hasStandby() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "select exists (select 1 from pg_stat_activity where datname ="
                    + " current_database() and application_name like '"
                    + STANDBY
                    + "%')")) {
      result.next();
      return result.getBoolean(1);
    }
  }

  /** Who has the lock, and since when, in words; empty when nobody has it. */
  Optional<String> holder() throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(HOLDER)) {
      select.setLong(1, KEY >>> 32);
      select.setLong(2, KEY & 0xFFFF_FFFFL);
      try (ResultSet result = select.executeQuery()) {
        return result.next() ? Optional.of(words(result.getString(1))) : Optional.empty();
      }
    }
  }

  private static String words(String name) {
    int blank = name.indexOf(' ', ACTIVE.length());
    return name.startsWith(ACTIVE) && blank > 0
        ? name.substring(blank + 1) + " works since " + name.substring(ACTIVE.length(), blank)
        : "another process works (" + name + ")";
  }

  /** For looking whose tenure it is. */
  Connection connection() {
    return connection;
  }

  /** Ends the session, and with it the lock. */
  @Override
  public void close() throws SQLException {
    connection.abort(Runnable::run);
  }
}
