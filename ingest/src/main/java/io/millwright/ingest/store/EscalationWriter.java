package io.millwright.ingest.store;

import io.millwright.rules.episode.Escalation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes what makes orders more urgent: into their rows, and into the outbox of escalations. */
final class EscalationWriter {
  // One that is there already (replay) is not numbered again. An order has one writer at a time,
  // so the number cannot be taken meanwhile.
  private static final String INSERT =
      """
      insert into work_order_escalation (order_id, n, time, priority, due_at, severity, why)
      select w.id, coalesce(max(e.n), 0) + 1, ?, ?, ?, ?, ?
      from work_order w left join work_order_escalation e on e.order_id = w.id
      where w.id = ? group by w.id
      on conflict do nothing
      """;

  private static final String APPLY =
      """
      update work_order set priority = least(priority, ?), due_at = least(due_at, ?),
        as_raised = coalesce(as_raised, jsonb_build_object('priority', priority, 'due_at', due_at))
      where id = ? and status not in ('completed', 'cancelled')
      """;

  /** Inserts them; returns the orders that have become more urgent. */
  Set<UUID> insert(Connection connection, List<Escalation> escalations) throws SQLException {
    Set<UUID> orders = new LinkedHashSet<>();
    if (escalations.isEmpty()) {
      return orders;
    }
    int[] written;
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (Escalation escalation : escalations) {
        insert.setTimestamp(1, new Timestamp(escalation.time()));
        insert.setInt(2, escalation.priority());
        insert.setTimestamp(3, due(escalation));
        insert.setString(4, escalation.severity());
        insert.setString(5, escalation.why());
        insert.setObject(6, escalation.episode().orderId());
        insert.addBatch();
        orders.add(escalation.episode().orderId());
      }
      written = insert.executeBatch();
    }
    try (PreparedStatement apply = connection.prepareStatement(APPLY)) {
      for (int i = 0; i < written.length; i++) {
        Escalation escalation = escalations.get(i);
        if (written[i] == 1) {
          apply.setInt(1, escalation.priority());
          apply.setTimestamp(2, due(escalation));
          apply.setObject(3, escalation.episode().orderId());
          apply.addBatch();
        }
      }
      apply.executeBatch();
    }
    return orders;
  }

  private static @Nullable Timestamp due(Escalation escalation) {
    return escalation.dueAt() == null ? null : new Timestamp(escalation.dueAt());
  }
}
