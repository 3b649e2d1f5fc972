package io.millwright.ingest.dispatch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sorts orders: those that may be sent are returned, the others are held, withdrawn or released in
 * the table. Every method blocks; any thread but an event loop.
 */
final class HoldDesk {
  private static final Logger log = LoggerFactory.getLogger(HoldDesk.class);

  private final DataSource dataSource;
  private final OutboxTable table;
  private final EscalationTable escalations;
  private final HoldRules rules;
  private final InstantSource clock;

  HoldDesk(DataSource dataSource, HoldRules rules, InstantSource clock) {
    this.dataSource = dataSource;
    this.table = new OutboxTable(dataSource);
    this.escalations = new EscalationTable(dataSource);
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * Reads orders and settles those that cannot be sent.
   *
   * @param ids the orders
   * @return the pending ones that may be sent, as they are in the table now, lowest number first
   */
  List<OutboxRow> sendable(Collection<UUID> ids) throws SQLException {
    List<OutboxRow> sendable = new ArrayList<>(ids.size());
    for (OutboxRow row : table.read(ids)) {
      Decision decision = rules.decide(row);
      if (agrees(row, decision)) {
        if (decision instanceof Decision.Send) {
          sendable.add(row);
        }
      } else {
        settle(row.id()).ifPresent(sendable::add);
      }
    }
    return sendable;
  }

  private static boolean agrees(OutboxRow row, Decision decision) {
    if (decision instanceof Decision.Send send) {
      return (row.delivery().equals("pending") || row.escalating() != null)
          && send.target().equals(row.target());
    }
    if (decision instanceof Decision.Hold hold) {
      return row.delivery().equals("held") && hold.reason().equals(row.holdReason());
    }
    return decision instanceof Decision.Settled;
  }

  /**
   * Decides again under locks and writes the decision. The lock on the asset makes a concurrent
   * change of it wait: whoever commits second sees the other, so no order stays held for something
   * that has just been supplied.
   */
  private Optional<OutboxRow> settle(UUID id) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        OutboxRow row = locked(connection, id);
        Decision decision = rules.decide(row);
        apply(connection, row, decision);
        connection.commit();
        return decision instanceof Decision.Send
            ? table.read(List.of(id)).stream().findFirst()
            : Optional.empty();
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  private static OutboxRow locked(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            OutboxTable.SELECT + "where w.id = ? for no key update of w for share of a")) {
      select.setObject(1, id);
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        return OutboxTable.row(rows);
      }
    }
  }

  private void apply(Connection connection, OutboxRow row, Decision decision) throws SQLException {
    if (decision instanceof Decision.Send send) {
      write(connection, row, "pending", null, send.target());
      log.info("Order {} is released to {}", OrderNumber.format(row.number()), send.target());
    } else if (decision instanceof Decision.Hold hold) {
      write(connection, row, "held", hold.reason(), row.target());
      log.warn("Order {} is held: {}", OrderNumber.format(row.number()), hold.reason());
    } else if (decision instanceof Decision.Withdraw && row.escalating() != null) {
      escalations.withdraw(connection, row.id());
      log.info(
          "Escalations of order {} are not sent: it was {} before",
          OrderNumber.format(row.number()),
          row.status());
    } else if (decision instanceof Decision.Withdraw) {
      write(connection, row, "withdrawn", null, row.target());
      log.info(
          "Order {} is not sent: it was {} before", OrderNumber.format(row.number()), row.status());
    } else if (decision instanceof Decision.AlreadyThere) {
      write(connection, row, "delivered", null, row.target());
    }
  }

  private void write(
      Connection connection,
      OutboxRow row,
      String delivery,
      @Nullable String holdReason,
      String target)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            update work_order set delivery = ?, hold_reason = ?, target = ?, next_attempt_at = null,
              delivered_at = case when ? = 'delivered' then ? else delivered_at end
            where id = ?
            """)) {
      OutboxTable.bind(
          update,
          delivery,
          holdReason,
          target,
          delivery,
          clock.instant().atOffset(ZoneOffset.UTC),
          row.id());
      update.executeUpdate();
    }
  }
}
