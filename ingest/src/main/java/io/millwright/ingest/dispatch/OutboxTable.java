package io.millwright.ingest.dispatch;

import io.millwright.ingest.dispatch.OutboxRow.OrderAsset;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads the undelivered orders and marks what became of an attempt. Every method blocks and may be
 * called from any thread but an event loop; a mark may be repeated without harm.
 */
final class OutboxTable {
  // Priority and due date as the order was raised with: an attempt made again says the same.
  static final String SELECT =
      """
      select w.id, w.number, w.episode_key, w.rule, w.rule_version, w.type, w.target,
             coalesce((w.as_raised ->> 'priority')::integer, w.priority) as priority,
             w.title, w.raised_at,
             case when w.as_raised is null then w.due_at
               else (w.as_raised ->> 'due_at')::timestamptz end as due_at,
             w.due_reading, w.due_meter, w.job::text as job,
             w.job ->> 'window_minutes' is not null as has_window, w.evidence::text as evidence,
             w.status, w.delivery, w.hold_reason, w.attempts, w.next_attempt_at, w.remote_id,
             a.tag, a.name, a.class, a.site, a.ownership, a.criticality,
             a.account, a.location, a.contact, a.territory,
             e.n, e.time as escalated_at, e.due_at as escalated_due, e.severity, e.why,
             e.attempts as escalation_attempts, e.next_attempt_at as escalation_next,
             (select min(x.priority) from work_order_escalation x
              where x.order_id = w.id and x.n <= e.n) as escalated_priority,
             (select count(*) from work_order_escalation x
              where x.order_id = w.id and x.delivery = 'pending') as escalations
      from work_order w join asset a on a.id = w.asset_id
      left join lateral (
        select x.* from work_order_escalation x
        where x.order_id = w.id and x.delivery = 'pending' order by x.n limit 1) e on true
      """;

  private static final String POINTER =
      "select id, number, next_attempt_at, attempts from work_order ";

  private final DataSource dataSource;

  OutboxTable(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * A row that waits, without its content.
   *
   * @param id the order's id
   * @param number the row's number
   * @param nextAttemptAt when it is to be tried; null when at once
   * @param attempts how many requests were made for it
   */
  record Pointer(UUID id, long number, @Nullable Instant nextAttemptAt, int attempts) {}

  /** Returns the highest number given so far; 0 when there is no order. */
  long lastNumber() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select coalesce(max(number), 0) from work_order");
        ResultSet rows = select.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Returns the rows with these ids, lowest number first. */
  List<OutboxRow> read(Collection<UUID> ids) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(SELECT + "where w.id = any (?) order by w.number")) {
      Array array = connection.createArrayOf("uuid", ids.toArray());
      select.setArray(1, array);
      List<OutboxRow> found = new ArrayList<>(ids.size());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(row(rows));
        }
      }
      return found;
    }
  }

  /**
   * Returns a page of the orders of a target whose numbers are above one given and that have
   * something to be sent: the order, or, once that is delivered, an escalation.
   */
  List<Pointer> pendingAfter(String target, long number, int limit) throws SQLException {
    return pointers(
        """
        select id, number, next_attempt_at, attempts from work_order
        where delivery = 'pending' and target = ? and number > ?
        union all
        select w.id, w.number, e.next_attempt_at, e.attempts
        from work_order w join lateral (
          select x.* from work_order_escalation x
          where x.order_id = w.id and x.delivery = 'pending' order by x.n limit 1) e on true
        where w.id in (select order_id from work_order_escalation where delivery = 'pending')
          and w.delivery = 'delivered' and w.target = ? and w.number > ?
        order by number limit ?
        """,
        target,
        number,
        target,
        number,
        limit);
  }

  /** Returns a page of the held orders whose numbers are above one given. */
  List<Pointer> heldAfter(long number, int limit) throws SQLException {
    return pointers(
        POINTER + "where delivery = 'held' and number > ? order by number limit ?", number, limit);
  }

  /** Returns the held orders of an asset. */
  List<Pointer> heldOf(String tag) throws SQLException {
    return pointers(
        POINTER
            + "where delivery = 'held' and asset_id = (select id from asset where tag = ?) order by"
            + " number",
        tag);
  }

  /** The target has it. */
  void markDelivered(UUID id, @Nullable String remoteId, Instant at) throws SQLException {
    update(
        """
        update work_order set delivery = 'delivered', delivered_at = ?,
          remote_id = coalesce(?, remote_id), attempts = attempts + 1, last_error = null,
          next_attempt_at = null, hold_reason = null
        where id = ? and delivery <> 'delivered'
        """,
        utc(at),
        remoteId,
        id);
  }

  /** The attempt failed and another is to follow. */
  void markFailed(UUID id, String error, Instant next) throws SQLException {
    update(
        """
        update work_order set attempts = attempts + 1, last_error = ?, next_attempt_at = ?
        where id = ? and delivery = 'pending'
        """,
        error,
        utc(next),
        id);
  }

  /** The target refused it: a person must look at it. */
  void markRejected(UUID id, String error) throws SQLException {
    update(
        """
        update work_order set delivery = 'rejected', attempts = attempts + 1, last_error = ?,
          next_attempt_at = null
        where id = ? and delivery = 'pending'
        """,
        error,
        id);
  }

  private List<Pointer> pointers(String sql, Object... values) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      bind(select, values);
      List<Pointer> found = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(
              new Pointer(
                  rows.getObject("id", UUID.class),
                  rows.getLong("number"),
                  instant(rows, "next_attempt_at"),
                  rows.getInt("attempts")));
        }
      }
      return found;
    }
  }

  private void update(String sql, @Nullable Object... values) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update = connection.prepareStatement(sql)) {
      bind(update, values);
      update.executeUpdate();
    }
  }

  static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  static OutboxRow row(ResultSet rows) throws SQLException {
    String delivery = rows.getString("delivery");
    WaitingEscalation escalation = escalation(rows);
    boolean escalating = delivery.equals("delivered") && escalation != null;
    return new OutboxRow(
        rows.getObject("id", UUID.class),
        rows.getLong("number"),
        rows.getString("episode_key"),
        rows.getString("rule"),
        rows.getString("rule_version"),
        rows.getString("type"),
        rows.getString("target"),
        rows.getInt("priority"),
        rows.getString("title"),
        rows.getObject("raised_at", OffsetDateTime.class).toInstant(),
        instant(rows, "due_at"),
        (Double) rows.getObject("due_reading"),
        rows.getString("due_meter"),
        rows.getString("job"),
        rows.getBoolean("has_window"),
        rows.getString("evidence"),
        rows.getString("status"),
        delivery,
        rows.getString("hold_reason"),
        rows.getInt(escalating ? "escalation_attempts" : "attempts"),
        instant(rows, escalating ? "escalation_next" : "next_attempt_at"),
        rows.getString("remote_id"),
        asset(rows),
        escalation);
  }

  private static @Nullable WaitingEscalation escalation(ResultSet rows) throws SQLException {
    Instant time = instant(rows, "escalated_at");
    return time == null
        ? null
        : new WaitingEscalation(
            rows.getInt("n"),
            time,
            rows.getInt("escalated_priority"),
            instant(rows, "escalated_due"),
            rows.getString("severity"),
            rows.getString("why"),
            rows.getInt("escalations"));
  }

  private static OrderAsset asset(ResultSet rows) throws SQLException {
    return new OrderAsset(
        rows.getString("tag"),
        rows.getString("name"),
        rows.getString("class"),
        rows.getString("site"),
        rows.getString("ownership"),
        rows.getInt("criticality"),
        rows.getString("account"),
        rows.getString("location"),
        rows.getString("contact"),
        rows.getString("territory"));
  }

  private static @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
    OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
