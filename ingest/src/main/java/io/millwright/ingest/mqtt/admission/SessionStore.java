package io.millwright.ingest.mqtt.admission;

import io.millwright.ingest.mqtt.connection.ClientKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import javax.sql.DataSource;

/**
 * The sessions of clients that asked for one. A client that only publishes has no session state but
 * that the session exists; yet a client that is told "no session" must discard its unacknowledged
 * messages (MQTT 5, 4.1), so this has to survive a restart. Blocks; any thread.
 */
public final class SessionStore {
  private static final long NONE = 0;

  /**
   * An open session.
   *
   * @param present whether there was one already
   * @param connection distinguishes this connection from the client's former ones
   */
  record Session(boolean present, long connection) {}

  private final DataSource database;
  private final InstantSource clock;

  /**
   * Sessions in a database.
   *
   * @param database holds the table {@code mqtt_session}
   * @param clock decides what has expired
   */
  public SessionStore(DataSource database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Starts to count the expiry of sessions that were connected when the process ended; removes the
   * expired ones. To be called before the first client connects.
   *
   * @throws SQLException when the database cannot be asked
   */
  void recover() throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(true);
      try (PreparedStatement update =
          connection.prepareStatement(
              "update mqtt_session set expires_at = ?::timestamptz"
                  + " + make_interval(secs => expiry_seconds) where expires_at is null")) {
        update.setTimestamp(1, now());
        update.executeUpdate();
      }
    }
    removeExpired();
  }

  /**
   * Removes expired sessions.
   *
   * @throws SQLException when the database cannot be asked
   */
  void removeExpired() throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(true);
      try (PreparedStatement delete =
          connection.prepareStatement("delete from mqtt_session where expires_at <= ?")) {
        delete.setTimestamp(1, now());
        delete.executeUpdate();
      }
    }
  }

  /**
   * Opens the session of a client that connects.
   *
   * @param client who
   * @param clean whether to forget an existing one
   * @param expirySeconds how long it outlives the connection; 0 for not at all
   * @return the session
   * @throws SQLException when the database cannot be asked; nothing is changed then
   */
  Session open(ClientKey client, boolean clean, long expirySeconds) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        boolean present = lock(connection, client) && !clean;
        long holder = NONE;
        if (expirySeconds == 0) {
          delete(connection, client);
        } else {
          holder = upsert(connection, client, expirySeconds);
        }
        connection.commit();
        return new Session(present, holder);
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }

  /**
   * Starts to count a session's expiry when its connection ended. Does nothing when the client has
   * connected again since.
   *
   * @param client who
   * @param session as it was opened
   * @param expirySeconds how long it lives from now on; 0 ends it
   * @throws SQLException when the database cannot be asked
   */
  void close(ClientKey client, Session session, long expirySeconds) throws SQLException {
    if (session.connection == NONE) {
      return;
    }
    String sql =
        expirySeconds == 0
            ? "delete from mqtt_session where gateway_id = ? and client_id = ? and connection = ?"
            : "update mqtt_session set expiry_seconds = ?, expires_at = ?::timestamptz"
                + " + make_interval(secs => ?) where gateway_id = ? and client_id = ?"
                + " and connection = ?";
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(true);
      try (PreparedStatement end = connection.prepareStatement(sql)) {
        int next = 1;
        if (expirySeconds != 0) {
          end.setLong(next++, expirySeconds);
          end.setTimestamp(next++, now());
          end.setLong(next++, expirySeconds);
        }
        end.setString(next++, client.gateway());
        end.setString(next++, client.clientId());
        end.setLong(next, session.connection);
        end.executeUpdate();
      }
    }
  }

  private boolean lock(Connection connection, ClientKey client) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select expires_at is null or expires_at > ? from mqtt_session"
                + " where gateway_id = ? and client_id = ? for update")) {
      select.setTimestamp(1, now());
      select.setString(2, client.gateway());
      select.setString(3, client.clientId());
      try (ResultSet row = select.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static void delete(Connection connection, ClientKey client) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "delete from mqtt_session where gateway_id = ? and client_id = ?")) {
      delete.setString(1, client.gateway());
      delete.setString(2, client.clientId());
      delete.executeUpdate();
    }
  }

  private static long upsert(Connection connection, ClientKey client, long expirySeconds)
      throws SQLException {
    // The transaction's id is a number that no other connection of this client has had.
    try (PreparedStatement upsert =
        connection.prepareStatement(
            "insert into mqtt_session (gateway_id, client_id, expiry_seconds, connection)"
                + " values (?, ?, ?, pg_current_xact_id()::text::bigint)"
                + " on conflict (gateway_id, client_id) do update set"
                + " expiry_seconds = excluded.expiry_seconds, expires_at = null,"
                + " connection = excluded.connection returning connection")) {
      upsert.setString(1, client.gateway());
      upsert.setString(2, client.clientId());
      upsert.setLong(3, expirySeconds);
      try (ResultSet row = upsert.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }
}
