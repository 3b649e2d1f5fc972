package io.millwright.ingest.registry;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads the table {@code gateway}, as far as letting gateways in needs it. Blocks; any thread. */
final class StoredGateways {
  private static final String COLUMNS =
      "select id, enabled, max_connections, max_messages_per_second, max_bytes_per_second,"
          + " password_hash, certificate from gateway";

  private final DataSource database;

  StoredGateways(DataSource database) {
    this.database = database;
  }

  /**
   * One row.
   *
   * @param grant what it may do
   * @param passwordHash null when it has no password
   * @param certificate what its certificate is known by, null when it has none
   */
  record Row(GatewayGrant grant, @Nullable String passwordHash, @Nullable String certificate) {
    /** Leaves the hash out. */
    @Override
    public String toString() {
      return "Row[" + grant + ", certificate=" + certificate + "]";
    }
  }

  @Nullable Row withId(String id) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(COLUMNS + " where id = ?")) {
      select.setString(1, id);
      return first(select);
    }
  }

  /** Returns the gateway that is bound to one of the names; of several, the earliest name's. */
  @Nullable Row withCertificate(List<String> names) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                COLUMNS
                    + " where certificate = any(?) order by array_position(?, certificate)"
                    + " limit 1")) {
      Array array = connection.createArrayOf("text", names.toArray());
      select.setArray(1, array);
      select.setArray(2, array);
      return first(select);
    }
  }

  Map<String, GatewayGrant> grants(List<String> ids) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(COLUMNS + " where id = any(?)")) {
      select.setArray(1, connection.createArrayOf("text", ids.toArray()));
      Map<String, GatewayGrant> grants = new HashMap<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          GatewayGrant grant = grant(rows);
          grants.put(grant.gateway(), grant);
        }
      }
      return grants;
    }
  }

  private static @Nullable Row first(PreparedStatement select) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      return row.next()
          ? new Row(grant(row), row.getString("password_hash"), row.getString("certificate"))
          : null;
    }
  }

  private static GatewayGrant grant(ResultSet row) throws SQLException {
    return new GatewayGrant(row.getString("id"), row.getBoolean("enabled"), limits(row));
  }

  static GatewayLimits limits(ResultSet row) throws SQLException {
    return new GatewayLimits(
        row.getObject("max_connections", Integer.class),
        row.getObject("max_messages_per_second", Integer.class),
        row.getObject("max_bytes_per_second", Integer.class));
  }
}
