package io.millwright.ingest.store;

import io.millwright.rules.episode.EpisodeClosed;
import io.millwright.rules.episode.WorkOrder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.List;

/** Writes what rules in shadow mode would have raised, where no dispatcher looks. */
final class ShadowWriter {
  private static final String INSERT =
      "insert into shadow_order (episode_key, asset_id, rule, rule_version, type, target, priority,"
          + " title, raised_at, due_at, due_reading, due_meter, job, evidence)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb)"
          + " on conflict do nothing";

  private static final String CLOSE =
      "update shadow_order set closed_at = greatest(?, raised_at)"
          + " where episode_key = ? and closed_at is null";

  private final OrderJson json = new OrderJson();

  /** Inserts those that are not there yet. */
  void insert(Connection connection, List<Batch.Raised> orders) throws SQLException {
    if (orders.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (Batch.Raised row : orders) {
        bind(insert, row.asset(), row.order());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private void bind(PreparedStatement insert, int asset, WorkOrder order) throws SQLException {
    insert.setString(1, order.episode().text());
    insert.setInt(2, asset);
    insert.setString(3, order.rule().id());
    insert.setString(4, order.rule().version());
    insert.setString(5, order.rule().work().type().name());
    insert.setString(6, order.target().word());
    insert.setInt(7, order.rule().work().priority());
    insert.setString(8, order.rule().title());
    insert.setTimestamp(9, new Timestamp(order.raisedAt()));
    insert.setTimestamp(10, order.dueAt() == null ? null : new Timestamp(order.dueAt()));
    insert.setObject(11, order.dueReading(), Types.DOUBLE);
    insert.setString(12, order.dueMeter());
    insert.setString(13, json.job(order));
    insert.setString(14, json.evidence(order.evidence()));
  }

  /** Ends those that are here among the episodes; after the insertion, for a plan's end at once. */
  void close(Connection connection, List<EpisodeClosed> episodes) throws SQLException {
    if (episodes.isEmpty()) {
      return;
    }
    try (PreparedStatement update = connection.prepareStatement(CLOSE)) {
      for (EpisodeClosed closed : episodes) {
        update.setTimestamp(1, new Timestamp(closed.time()));
        update.setString(2, closed.episode().text());
        update.addBatch();
      }
      update.executeBatch();
    }
  }
}
