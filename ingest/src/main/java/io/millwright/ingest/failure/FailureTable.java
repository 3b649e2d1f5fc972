package io.millwright.ingest.failure;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The table {@code failure}. Blocks; any thread but an event loop. */
public final class FailureTable {
  /**
   * What became of the failures that were given.
   *
   * @param created new ones
   * @param updated known ones that were said more about
   * @param unchanged known ones
   */
  public record Stored(int created, int updated, int unchanged) {}

  /** A failure and its row. */
  public record Row(long id, FailureRecord failure) {}

  /**
   * Which failures to read.
   *
   * @param asset of this tag, or null for all
   * @param from not before, or null
   * @param to before, or null
   * @param after rows with a higher id, 0 for all
   * @param limit how many at most
   */
  public record Filter(
      @Nullable String asset,
      @Nullable Instant from,
      @Nullable Instant to,
      long after,
      int limit) {}

  private final DataSource dataSource;

  /**
   * The table of a database.
   *
   * @param dataSource migrated
   */
  public FailureTable(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Stores all or none. A failure is known by its asset, time and mode; what a later one says more
   * is filled in, nothing is taken away.
   *
   * @param failures of registered assets
   * @return what was stored
   * @throws FailuresRefused when an asset is not registered
   * @throws SQLException when the database fails; nothing was stored
   */
  public Stored store(List<FailureRecord> failures) throws SQLException, FailuresRefused {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        Map<String, Integer> assets = assets(connection, failures);
        int created = 0;
        int updated = 0;
        try (PreparedStatement insert = connection.prepareStatement(UPSERT)) {
          for (FailureRecord failure : failures) {
            Boolean isNew = store(insert, assets.getOrDefault(failure.asset(), 0), failure);
            created += isNew != null && isNew ? 1 : 0;
            updated += isNew != null && !isNew ? 1 : 0;
          }
        }
        connection.commit();
        return new Stored(created, updated, failures.size() - created - updated);
      } catch (SQLException | FailuresRefused | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }

  private static final String UPSERT =
      "insert into failure as f"
          + " (asset_id, time, mode, mechanism, cause, detection, restored_at, note)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (asset_id, time, mode) do update set"
          + " mechanism = coalesce(excluded.mechanism, f.mechanism),"
          + " cause = coalesce(excluded.cause, f.cause),"
          + " detection = coalesce(excluded.detection, f.detection),"
          + " restored_at = coalesce(excluded.restored_at, f.restored_at),"
          + " note = coalesce(excluded.note, f.note)"
          + " where excluded.mechanism <> coalesce(f.mechanism, '')"
          + " or excluded.cause <> coalesce(f.cause, '')"
          + " or excluded.detection <> coalesce(f.detection, '')"
          + " or excluded.note <> coalesce(f.note, '')"
          + " or excluded.restored_at <> coalesce(f.restored_at, '-infinity')"
          + " returning xmax = 0";

  /** Whether it is new; null when nothing changed. */
  private static @Nullable Boolean store(PreparedStatement insert, int asset, FailureRecord failure)
      throws SQLException {
    insert.setInt(1, asset);
    insert.setTimestamp(2, Timestamp.from(failure.time()));
    insert.setString(3, failure.mode());
    insert.setString(4, failure.mechanism());
    insert.setString(5, failure.cause());
    insert.setString(6, failure.detection());
    Instant restored = failure.restored();
    insert.setTimestamp(7, restored == null ? null : Timestamp.from(restored));
    insert.setString(8, failure.note());
    try (ResultSet result = insert.executeQuery()) {
      return result.next() ? result.getBoolean(1) : null;
    }
  }

  private static Map<String, Integer> assets(Connection connection, List<FailureRecord> failures)
      throws SQLException, FailuresRefused {
    TreeSet<String> tags = new TreeSet<>();
    failures.forEach(failure -> tags.add(failure.asset()));
    Map<String, Integer> assets = new HashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement("select tag, id from asset where tag = any(?)")) {
      select.setArray(1, connection.createArrayOf("text", tags.toArray()));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          assets.put(rows.getString(1), rows.getInt(2));
        }
      }
    }
    tags.removeAll(assets.keySet());
    if (!tags.isEmpty()) {
      throw new FailuresRefused(
          tags.stream().map(tag -> "there is no asset '" + tag + "': import it first").toList());
    }
    return assets;
  }

  /**
   * Reads failures.
   *
   * @param filter which
   * @return in the order in which they were recorded
   * @throws SQLException when the database fails
   */
  public List<Row> list(Filter filter) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select f.*, a.tag from failure f join asset a on a.id = f.asset_id"
                    + " where (?::text is null or a.tag = ?)"
                    + " and (?::timestamptz is null or f.time >= ?)"
                    + " and (?::timestamptz is null or f.time < ?)"
                    + " and f.id > ? order by f.id limit ?")) {
      select.setString(1, filter.asset());
      select.setString(2, filter.asset());
      Timestamp from = filter.from() == null ? null : Timestamp.from(filter.from());
      Timestamp to = filter.to() == null ? null : Timestamp.from(filter.to());
      select.setTimestamp(3, from);
      select.setTimestamp(4, from);
      select.setTimestamp(5, to);
      select.setTimestamp(6, to);
      select.setLong(7, filter.after());
      select.setInt(8, filter.limit());
      List<Row> failures = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          failures.add(new Row(row.getLong("id"), failure(row)));
        }
      }
      return failures;
    }
  }

  private static FailureRecord failure(ResultSet row) throws SQLException {
    Timestamp restored = row.getTimestamp("restored_at");
    return new FailureRecord(
        row.getString("tag"),
        row.getTimestamp("time").toInstant(),
        row.getString("mode"),
        row.getString("mechanism"),
        row.getString("cause"),
        row.getString("detection"),
        restored == null ? null : restored.toInstant(),
        row.getString("note"));
  }

  /**
   * Takes a failure back that was recorded by mistake.
   *
   * @param id its row
   * @return whether there was one
   * @throws SQLException when the database fails
   */
  public boolean delete(long id) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement delete =
            connection.prepareStatement("delete from failure where id = ?")) {
      delete.setLong(1, id);
      return delete.executeUpdate() == 1;
    }
  }
}
