package io.millwright.ingest.dispatch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Marks what became of an attempt to tell a target of an escalation. Every method blocks and may be
 * called from any thread but an event loop; a mark may be repeated without harm.
 */
final class EscalationTable {
  private final DataSource dataSource;

  EscalationTable(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** The target knows. */
  void markDelivered(UUID order, int number, Instant at) throws SQLException {
    update(
        """
        update work_order_escalation set delivery = 'delivered', delivered_at = ?,
          attempts = attempts + 1, last_error = null, next_attempt_at = null
        where order_id = ? and n = ? and delivery <> 'delivered'
        """,
        at.atOffset(ZoneOffset.UTC),
        order,
        number);
  }

  /** The attempt failed and another is to follow. */
  void markFailed(UUID order, int number, String error, Instant next) throws SQLException {
    update(
        """
        update work_order_escalation set attempts = attempts + 1, last_error = ?,
          next_attempt_at = ?
        where order_id = ? and n = ? and delivery = 'pending'
        """,
        error,
        next.atOffset(ZoneOffset.UTC),
        order,
        number);
  }

  /** Nothing more is tried: the target knows no escalations, or refuses this one. */
  void markGivenUp(UUID order, int number, String delivery, String error) throws SQLException {
    update(
        """
        update work_order_escalation set delivery = ?, attempts = attempts + 1, last_error = ?,
          next_attempt_at = null
        where order_id = ? and n = ? and delivery = 'pending'
        """,
        delivery,
        error,
        order,
        number);
  }

  /** The order's work is over: nobody needs to be told. */
  void withdraw(Connection connection, UUID order) throws SQLException {
    update(
        connection,
        """
        update work_order_escalation set delivery = 'withdrawn', next_attempt_at = null
        where order_id = ? and delivery = 'pending'
        """,
        order);
  }

  private void update(String sql, @Nullable Object... values) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      update(connection, sql, values);
    }
  }

  private static void update(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      OutboxTable.bind(update, values);
      update.executeUpdate();
    }
  }
}
