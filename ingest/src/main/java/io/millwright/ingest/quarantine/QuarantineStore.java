package io.millwright.ingest.quarantine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The quarantine table. Everything here blocks; any thread but an event loop. */
public final class QuarantineStore {
  private static final String SELECT =
      "select id, reason, detail, gateway, topic, asset, meter, time, payload, received_at, seen,"
          + " replayed_at, size from quarantine where ";

  private final DataSource dataSource;
  private final Map<QuarantineReason, Counter> counters = new EnumMap<>(QuarantineReason.class);

  /**
   * Makes the store.
   *
   * @param dataSource the migrated database
   * @param metrics gets {@code millwright.quarantine}, tag {@code reason}: entries handed to {@link
   *     #insert}, so a transaction that is tried twice counts twice
   */
  public QuarantineStore(DataSource dataSource, MeterRegistry metrics) {
    this.dataSource = dataSource;
    for (QuarantineReason reason : QuarantineReason.values()) {
      counters.put(
          reason,
          Counter.builder("millwright.quarantine")
              .description("Messages, readings and events that were not taken")
              .tag("reason", reason.word())
              .register(metrics));
    }
  }

  /**
   * Keeps entries, as part of the caller's transaction. One that is there already counts up and is
   * open again.
   *
   * @param connection the caller's, auto-commit off
   * @param entries in the order they were refused
   * @throws SQLException when the database fails, never for what an entry holds
   */
  public void insert(Connection connection, Collection<QuarantineEntry> entries)
      throws SQLException {
    if (entries.isEmpty()) {
      return;
    }
    // Sorted, so that two transactions with the same entries wait instead of deadlock.
    Map<ByteBuffer, QuarantineRow> rows = new TreeMap<>();
    for (QuarantineEntry entry : entries) {
      QuarantineRow row = new QuarantineRow(entry);
      rows.merge(ByteBuffer.wrap(row.digest()), row, (earlier, later) -> later.andEarlier(earlier));
    }
    try (PreparedStatement insert = connection.prepareStatement(QuarantineRow.INSERT)) {
      for (QuarantineRow row : rows.values()) {
        row.bind(insert);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    for (QuarantineEntry entry : entries) {
      Counter counter = counters.get(entry.reason());
      if (counter != null) {
        counter.increment();
      }
    }
  }

  /**
   * Reads a page.
   *
   * @param filter which entries
   * @param after only rows with a higher id; 0 for the first page
   * @param limit at most so many
   * @return by id
   * @throws SQLException when the database fails
   */
  public List<QuarantinedMessage> page(QuarantineFilter filter, long after, int limit)
      throws SQLException {
    Selection selection = Selection.of(filter);
    List<Object> values = new ArrayList<>(selection.values());
    values.addAll(List.of(after, limit));
    return select(selection.condition() + " and id > ? order by id limit ?", values);
  }

  /**
   * Finds the entries about one event, which may have come with several contents.
   *
   * @param gateway who sent it
   * @param asset the tag it names
   * @param meter the meter it names
   * @param time its event time
   * @return by id, open or not
   * @throws SQLException when the database fails
   */
  public List<QuarantinedMessage> about(String gateway, String asset, String meter, Instant time)
      throws SQLException {
    return select(
        "gateway = ? and asset = ? and meter = ? and time = ? order by id",
        List.of(gateway, asset, meter, time.atOffset(ZoneOffset.UTC)));
  }

  /**
   * Closes an entry unless it was refused again since it was read.
   *
   * @param message the entry as it was read before it was fed again
   * @return whether it is closed now
   * @throws SQLException when the database fails
   */
  public boolean close(QuarantinedMessage message) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "update quarantine set replayed_at = now() where id = ? and seen = ?")) {
      update.setLong(1, message.id());
      update.setInt(2, message.seen());
      return update.executeUpdate() == 1;
    }
  }

  /**
   * Reads one entry.
   *
   * @param id its row
   * @return the entry, or empty
   * @throws SQLException when the database fails
   */
  public Optional<QuarantinedMessage> find(long id) throws SQLException {
    return select("id = ?", List.of(id)).stream().findFirst();
  }

  private List<QuarantinedMessage> select(String rest, List<Object> values) throws SQLException {
    List<QuarantinedMessage> messages = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(SELECT + rest)) {
      Selection.bind(select, values);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          messages.add(message(rows));
        }
      }
    }
    return messages;
  }

  private static QuarantinedMessage message(ResultSet row) throws SQLException {
    byte[] payload = row.getBytes("payload");
    Integer whole = row.getObject("size", Integer.class);
    QuarantineEntry entry =
        new QuarantineEntry(
            QuarantineReason.of(row.getString("reason")),
            row.getString("detail"),
            row.getString("gateway"),
            row.getString("topic"),
            row.getString("asset"),
            row.getString("meter"),
            instant(row, "time"),
            payload,
            whole == null ? payload.length : whole);
    Instant receivedAt = row.getObject("received_at", OffsetDateTime.class).toInstant();
    return new QuarantinedMessage(
        row.getLong("id"), entry, receivedAt, row.getInt("seen"), instant(row, "replayed_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
