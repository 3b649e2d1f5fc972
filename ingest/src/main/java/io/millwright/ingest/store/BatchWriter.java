package io.millwright.ingest.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.millwright.ingest.quarantine.QuarantineEntry;
import io.millwright.ingest.quarantine.QuarantineStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Writes a batch within a transaction. Every statement is idempotent, so that a batch whose commit
 * was answered by silence can be written again.
 */
public final class BatchWriter {
  private static final String UNIQUE_VIOLATION = "23505";

  private final ReadingWriter readings = new ReadingWriter();
  private final OrderWriter orders;
  private final ShadowWriter shadows = new ShadowWriter();
  private final EscalationWriter escalations = new EscalationWriter();
  private final QuarantineStore quarantine;
  private final Counter collisions;

  /**
   * Creates the writer.
   *
   * @param quarantine takes what is not believed
   * @param metrics gets {@code millwright.work.orders.displaced}: orders that met another open
   *     episode of their rule; a transaction that is tried twice counts twice. And {@code
   *     millwright.commit.collisions}: transactions that were written again because a reading that
   *     was taken for news was there already.
   */
  public BatchWriter(QuarantineStore quarantine, MeterRegistry metrics) {
    this.quarantine = quarantine;
    this.collisions =
        Counter.builder("millwright.commit.collisions")
            .description("Transactions written again, for a new reading was stored already")
            .register(metrics);
    this.orders = new OrderWriter(metrics);
  }

  /**
   * Whether a failed {@link #write} is to be tried again at once, for it took a reading for news
   * that is stored already: the answer to an earlier commit was lost, or another process wrote.
   * From now on the batch takes none for news.
   *
   * @param batch what could not be written
   * @param failure what the database said
   */
  public boolean collided(Batch batch, SQLException failure) {
    boolean collided =
        UNIQUE_VIOLATION.equals(failure.getSQLState()) && !batch.readings.isSuspected();
    if (collided) {
      batch.readings.suspect();
      collisions.increment();
    }
    return collided;
  }

  /**
   * Writes the batch; the caller commits.
   *
   * @param connection in a transaction
   * @param batch what to write
   * @return what became of it
   * @throws SQLException when the transaction is to be rolled back; then ask {@link #collided}
   */
  public Committed write(Connection connection, Batch batch) throws SQLException {
    ReadingWriter.Standing standing = readings.write(connection, batch.readings);
    List<QuarantineEntry> refused = new ArrayList<>(batch.quarantine);
    standing.conflicting().forEach(row -> refused.add(batch.conflicting.apply(row)));
    insertEvents(connection, batch.events);
    placeDefinitions(connection, batch.definitions);
    // Closing before opening: a completion may raise the next order of its rule at once. The other
    // way round cannot be, for only an order that was committed can be completed.
    orders.close(connection, batch.closed);
    Set<UUID> raised = orders.insert(connection, batch.orders);
    shadows.insert(connection, batch.shadows);
    shadows.close(connection, batch.closed);
    Set<UUID> escalated = escalations.insert(connection, batch.escalations);
    orders.defer(connection, batch.deferrals);
    orders.statuses(connection, batch.statuses);
    orders.doubts(connection, batch.closed);
    insertSuppressions(connection, batch.suppressions);
    if (!refused.isEmpty()) {
      quarantine.insert(connection, refused);
    }
    int known = batch.readings.size() - standing.stored() - standing.conflicting().size();
    return new Committed(standing.stored(), known, refused.size(), raised, escalated);
  }

  private static void insertEvents(Connection connection, List<EventRow> events)
      throws SQLException {
    if (events.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into asset_event (seq, asset_id, time, kind, natural_key, body)"
                + " values (?, ?, ?, ?, ?, ?::jsonb) on conflict do nothing")) {
      for (EventRow row : events) {
        insert.setLong(1, row.sequence());
        insert.setInt(2, row.asset());
        insert.setTimestamp(3, new Timestamp(row.event().time()));
        insert.setString(4, EventJson.kind(row.event()));
        if (row.naturalKey() == null) {
          insert.setNull(5, Types.VARCHAR);
        } else {
          insert.setString(5, row.naturalKey());
        }
        insert.setString(6, EventJson.body(row.event()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void placeDefinitions(Connection connection, List<DefinitionRow> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement update =
        connection.prepareStatement(
            "update definition_change set seq = ?"
                + " where asset_id = ? and number > ? and number <= ? and seq is null")) {
      for (DefinitionRow row : rows) {
        update.setLong(1, row.sequence());
        update.setInt(2, row.asset());
        update.setInt(3, row.after());
        update.setInt(4, row.upTo());
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  private static void insertSuppressions(Connection connection, List<Batch.Suppressed> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into suppression (asset_id, rule, cycle, reason, time, detail)"
                + " values (?, ?, ?, ?, ?, ?) on conflict do nothing")) {
      for (Batch.Suppressed row : rows) {
        insert.setInt(1, row.asset());
        insert.setString(2, row.suppression().episode().rule());
        insert.setInt(3, row.suppression().episode().cycle());
        insert.setString(4, row.suppression().reason().word());
        insert.setTimestamp(5, new Timestamp(row.suppression().time()));
        insert.setString(6, row.suppression().detail());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
