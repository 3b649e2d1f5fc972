package io.millwright.ingest.quarantine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes from the quarantine, and never without a trace: a row of {@code quarantine_drop} in the
 * same transaction, a line in the log and a count. Blocks; any thread but an event loop.
 */
public final class QuarantineDrops {
  private static final Logger LOG = LoggerFactory.getLogger(QuarantineDrops.class);

  private static final String RECORD =
      " returning octet_length(payload) as bytes, received_at),"
          + " kept as (insert into quarantine_drop (by, selection, entries, bytes, oldest, newest)"
          + " select ?, ?, count(*), sum(bytes), min(received_at), max(received_at) from gone"
          + " having count(*) > 0 returning entries, bytes)"
          + " select entries, bytes from kept";

  /** What was fed again goes first, then the oldest. */
  private static final String OLDEST =
      "with gone as (delete from quarantine where id in (select id from ("
          + "select id, row_number() over line as place,"
          + " sum(octet_length(payload)) over line - octet_length(payload) as before"
          + " from quarantine window line as (order by replayed_at is null, id)) as row"
          + " where place <= ? or before < ?)";

  private final DataSource database;
  private final Counter byPeople;
  private final Counter byLimit;

  /**
   * Makes it.
   *
   * @param database the migrated database
   * @param metrics gets {@code millwright.quarantine.dropped}, tag {@code by}: person or limit
   */
  public QuarantineDrops(DataSource database, MeterRegistry metrics) {
    this.database = database;
    this.byPeople = counter(metrics, "person");
    this.byLimit = counter(metrics, "limit");
  }

  private static Counter counter(MeterRegistry metrics, String by) {
    return Counter.builder("millwright.quarantine.dropped")
        .description("Entries that were deleted from the quarantine")
        .tag("by", by)
        .register(metrics);
  }

  /**
   * Deletes what a person chose.
   *
   * @param filter which entries
   * @param by who says so
   * @return what is gone
   * @throws SQLException when the database fails; nothing is deleted then
   */
  public Dropped drop(QuarantineFilter filter, String by) throws SQLException {
    Selection selection = Selection.of(filter);
    Dropped dropped =
        delete(
            "with gone as (delete from quarantine where " + selection.condition(),
            selection.values(),
            by,
            filter.words());
    byPeople.increment((double) dropped.entries());
    return dropped;
  }

  /**
   * Deletes the oldest.
   *
   * @param entries at least so many
   * @param bytes at least as many as have so many bytes of payload
   * @param limit what is exceeded, in words
   * @return what is gone
   * @throws SQLException when the database fails; nothing is deleted then
   */
  Dropped dropOldest(long entries, long bytes, String limit) throws SQLException {
    Dropped dropped = delete(OLDEST, List.of(entries, bytes), "limit", limit);
    byLimit.increment((double) dropped.entries());
    return dropped;
  }

  private Dropped delete(String delete, List<Object> values, String by, String words)
      throws SQLException {
    List<Object> all = new ArrayList<>(values);
    all.add(by);
    all.add(words);
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(delete + RECORD)) {
      Selection.bind(statement, all);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return new Dropped(0, 0);
        }
        Dropped dropped = new Dropped(row.getLong(1), row.getLong(2));
        LOG.warn(
            "{} entries ({} bytes) deleted from quarantine by {}: {}",
            dropped.entries(),
            dropped.bytes(),
            by,
            words);
        return dropped;
      }
    }
  }
}
