package io.millwright.ingest.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.millwright.rules.episode.EpisodeClosed;
import io.millwright.rules.episode.WorkOrder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes episodes and their work orders: the outbox. */
final class OrderWriter {
  private static final Logger LOG = LoggerFactory.getLogger(OrderWriter.class);

  // An episode that is there already (replay), or another open one of the rule (state was lost),
  // leaves both tables as they are.
  private static final String INSERT =
      "with opened as (insert into episode (key, asset_id, rule, cycle, opened_at)"
          + " values (?, ?, ?, ?, ?) on conflict do nothing returning key)"
          + " insert into work_order (id, episode_key, asset_id, rule, rule_version, type, target,"
          + " priority, title, raised_at, due_at, due_reading, due_meter, job, evidence)"
          + " select ?, key, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb from opened";

  private static final String CLOSE =
      "update episode set closed_at = greatest(?, opened_at), closed_by = ?"
          + " where key = ? and closed_at is null";

  private static final String STATUS =
      "update work_order set status = ?, status_at = ?, remote_id = coalesce(remote_id, ?),"
          + " completion = coalesce(?::jsonb, completion) where id = ?";

  private static final String DOUBT =
      "update work_order set completion = coalesce(completion, '{}'::jsonb)"
          + " || jsonb_build_object('doubt', ?::text) where episode_key = ?";

  // Not an older one that comes late, nor the same again.
  private static final String DEFER =
      "update work_order set deferral = ?::jsonb, due_at = coalesce(?, due_at), as_raised ="
          + " coalesce(as_raised, jsonb_build_object('priority', priority, 'due_at', due_at))"
          + " where id = ? and (deferral is null or (deferral ->> 'time')::timestamptz < ?)";

  private final OrderJson json = new OrderJson();
  private final Counter displaced;

  OrderWriter(MeterRegistry metrics) {
    displaced =
        Counter.builder("millwright.work.orders.displaced")
            .description("Orders not written because another episode of their rule is open")
            .register(metrics);
  }

  /**
   * Inserts the orders; returns the ids of those that are in the table now. One that was there
   * before came with a commit whose answer was lost, and nobody has been told of it.
   */
  Set<UUID> insert(Connection connection, List<Batch.Raised> orders) throws SQLException {
    Set<UUID> raised = new LinkedHashSet<>();
    if (orders.isEmpty()) {
      return raised;
    }
    // In one go, for a plan change may raise tens of thousands; each row on its own all the same,
    // for one may be refused by what another has just written.
    int[] written;
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (Batch.Raised row : orders) {
        bind(insert, row.asset(), row.order());
        insert.addBatch();
      }
      written = insert.executeBatch();
    }
    Set<UUID> known = known(connection, orders, written);
    for (int i = 0; i < written.length; i++) {
      WorkOrder order = orders.get(i).order();
      UUID id = order.episode().orderId();
      if (written[i] == 1 || known.contains(id)) {
        raised.add(id);
      } else {
        displaced(order);
      }
    }
    return raised;
  }

  /** Which of those that were not written are there. */
  private static Set<UUID> known(Connection connection, List<Batch.Raised> orders, int[] written)
      throws SQLException {
    Set<UUID> known = new HashSet<>();
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < written.length; i++) {
      if (written[i] != 1) {
        ids.add(orders.get(i).order().episode().orderId());
      }
    }
    if (!ids.isEmpty()) {
      try (PreparedStatement select =
          connection.prepareStatement("select id from work_order where id = any(?)")) {
        select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
        try (ResultSet result = select.executeQuery()) {
          while (result.next()) {
            known.add(result.getObject(1, UUID.class));
          }
        }
      }
    }
    return known;
  }

  /**
   * The table knows of an open episode that the state does not: nothing but a lost state does it.
   */
  private void displaced(WorkOrder order) {
    displaced.increment();
    LOG.error(
        "Order {} is not written: another episode of {} on {} is open in the database, so the state"
            + " of this rule was lost. Complete or cancel the open order, then give the rule a new"
            + " id: it begins anew",
        order.episode().text(),
        order.rule().id(),
        order.episode().asset());
  }

  private void bind(PreparedStatement insert, int asset, WorkOrder order) throws SQLException {
    Timestamp raisedAt = new Timestamp(order.raisedAt());
    insert.setString(1, order.episode().text());
    insert.setInt(2, asset);
    insert.setString(3, order.rule().id());
    insert.setInt(4, order.episode().cycle());
    insert.setTimestamp(5, raisedAt);
    insert.setObject(6, order.episode().orderId());
    insert.setInt(7, asset);
    insert.setString(8, order.rule().id());
    insert.setString(9, order.rule().version());
    insert.setString(10, order.rule().work().type().name());
    insert.setString(11, order.target().word());
    insert.setInt(12, order.rule().work().priority());
    insert.setString(13, order.rule().title());
    insert.setTimestamp(14, raisedAt);
    insert.setTimestamp(15, order.dueAt() == null ? null : new Timestamp(order.dueAt()));
    setDouble(insert, 16, order.dueReading());
    insert.setString(17, order.dueMeter());
    insert.setString(18, json.job(order));
    insert.setString(19, json.evidence(order.evidence()));
  }

  private static void setDouble(PreparedStatement statement, int index, @Nullable Double value)
      throws SQLException {
    if (value == null) {
      statement.setNull(index, Types.DOUBLE);
    } else {
      statement.setDouble(index, value);
    }
  }

  void defer(Connection connection, List<Batch.Deferred> deferrals) throws SQLException {
    for (Batch.Deferred row : deferrals) {
      Long until = row.event().until();
      try (PreparedStatement update = connection.prepareStatement(DEFER)) {
        update.setString(1, json.deferral(row.event()));
        update.setTimestamp(2, until == null ? null : new Timestamp(until));
        update.setObject(3, row.order());
        update.setTimestamp(4, new Timestamp(row.event().time()));
        update.executeUpdate();
      }
    }
  }

  void close(Connection connection, List<EpisodeClosed> episodes) throws SQLException {
    if (episodes.isEmpty()) {
      return;
    }
    try (PreparedStatement update = connection.prepareStatement(CLOSE)) {
      for (EpisodeClosed closed : episodes) {
        update.setTimestamp(1, new Timestamp(closed.time()));
        update.setString(2, closed.completed() ? "completed" : "cancelled");
        update.setString(3, closed.episode().text());
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  /** What of a completion was not taken at its word; after the completion itself is written. */
  void doubts(Connection connection, List<EpisodeClosed> episodes) throws SQLException {
    for (EpisodeClosed closed : episodes) {
      if (closed.doubt() != null) {
        try (PreparedStatement update = connection.prepareStatement(DOUBT)) {
          update.setString(1, closed.doubt());
          update.setString(2, closed.episode().text());
          update.executeUpdate();
        }
      }
    }
  }

  void statuses(Connection connection, List<OrderStatus> statuses) throws SQLException {
    if (statuses.isEmpty()) {
      return;
    }
    try (PreparedStatement update = connection.prepareStatement(STATUS)) {
      for (OrderStatus status : statuses) {
        update.setString(1, status.status());
        update.setTimestamp(2, Timestamp.from(status.time()));
        update.setString(3, status.remoteId());
        update.setString(4, json.completion(status));
        update.setObject(5, status.order());
        update.addBatch();
      }
      update.executeBatch();
    }
  }
}
