package io.millwright.ingest.store;

import io.millwright.ingest.codec.sparkplug.PresenceRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Table sparkplug_presence: which edge nodes and devices are online. Thread-safe. */
public final class PresenceTable {
  /** For reading it. */
  public PresenceTable() {}

  /**
   * Everything that is known.
   *
   * @param connection any
   * @return in no order
   * @throws SQLException when the database fails
   */
  public List<PresenceRecord> all(Connection connection) throws SQLException {
    List<PresenceRecord> all = new ArrayList<>();
    try (PreparedStatement select =
            connection.prepareStatement(
                "select group_id, edge_node, device, online, since, born_at, bd_seq"
                    + " from sparkplug_presence");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        all.add(
            new PresenceRecord(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                rows.getBoolean(4),
                rows.getTimestamp(5).getTime(),
                rows.getTimestamp(6).getTime(),
                bdSeq(rows)));
      }
    }
    return all;
  }

  private static @Nullable Long bdSeq(ResultSet row) throws SQLException {
    long bdSeq = row.getLong(7);
    return row.wasNull() ? null : bdSeq;
  }

  void write(Connection connection, Batch batch) throws SQLException {
    if (!batch.presences.isEmpty()) {
      upsert(connection, batch.presences);
    }
    if (!batch.forgotten.isEmpty()) {
      delete(connection, batch.forgotten);
    }
  }

  private static void upsert(Connection connection, List<PresenceRecord> records)
      throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            "insert into sparkplug_presence"
                + " (group_id, edge_node, device, online, since, born_at, bd_seq)"
                + " values (?, ?, ?, ?, ?, ?, ?) on conflict (group_id, edge_node, device)"
                + " do update set online = excluded.online, since = excluded.since,"
                + " born_at = excluded.born_at, bd_seq = excluded.bd_seq")) {
      for (PresenceRecord record : records) {
        upsert.setString(1, record.group());
        upsert.setString(2, record.edge());
        upsert.setString(3, record.device());
        upsert.setBoolean(4, record.online());
        upsert.setTimestamp(5, new Timestamp(record.sinceMillis()));
        upsert.setTimestamp(6, new Timestamp(record.bornMillis()));
        if (record.bdSeq() == null) {
          upsert.setNull(7, Types.BIGINT);
        } else {
          upsert.setLong(7, record.bdSeq());
        }
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  private static void delete(Connection connection, List<Batch.ForgottenNode> forgotten)
      throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "delete from sparkplug_presence"
                + " where group_id = ? and edge_node = ? and since <= ?")) {
      for (Batch.ForgottenNode node : forgotten) {
        delete.setString(1, node.group());
        delete.setString(2, node.edge());
        delete.setTimestamp(3, new Timestamp(node.atMillis()));
        delete.addBatch();
      }
      delete.executeBatch();
    }
  }
}
