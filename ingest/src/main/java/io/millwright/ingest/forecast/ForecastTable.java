package io.millwright.ingest.forecast;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The table {@code forecast}. Blocks. */
final class ForecastTable {
  private static final String GONE =
      "delete from forecast where asset_id = any (?) and (asset_id, rule) not in"
          + " (select asset_id, rule from json_populate_recordset(null::forecast, ?::json))";

  /** What is as it was is not written again. */
  private static final String UPSERT =
      "insert into forecast select * from json_populate_recordset(null::forecast, ?::json)"
          + " on conflict (asset_id, rule) do update set title = excluded.title,"
          + " kind = excluded.kind, due_early = excluded.due_early,"
          + " due_likely = excluded.due_likely, due_late = excluded.due_late,"
          + " raise_at = excluded.raise_at, meter = excluded.meter, unit = excluded.unit,"
          + " total = excluded.total, due_total = excluded.due_total,"
          + " per_day = excluded.per_day, per_day_slowest = excluded.per_day_slowest,"
          + " per_day_fastest = excluded.per_day_fastest, read_at = excluded.read_at,"
          + " stale = excluded.stale, notes = excluded.notes"
          + " where forecast.* is distinct from excluded.*";

  private static final String REFRESHED =
      "insert into forecast_refresh (at, assets, took_ms) values (?, ?, ?)"
          + " on conflict (only_row) do update"
          + " set at = excluded.at, assets = excluded.assets, took_ms = excluded.took_ms";
  private static final String SELECT =
      "select a.tag, f.* from forecast f join asset a on a.id = f.asset_id"
          + " where (?::text is null or a.class = ?) and (?::text is null or a.site = ?)"
          + " and (?::text is null or f.rule = ?) and (?::text is null or f.kind = ?)"
          + " and (?::timestamptz is null"
          + " or coalesce(f.due_early, f.due_likely, f.due_late) <= ?::timestamptz)"
          + " and (a.tag, f.rule) > (?, ?) order by a.tag, f.rule limit ?";

  /**
   * Makes the table say this of some assets, in a transaction of its own.
   *
   * @param rows the rows of each asset, by its id; an asset without rows loses those it had
   */
  void put(Connection connection, Map<Integer, List<ForecastRow>> rows) throws SQLException {
    ArrayNode json = JsonMapper.shared().createArrayNode();
    rows.forEach((asset, plans) -> plans.forEach(row -> write(json.addObject(), asset, row)));
    connection.setAutoCommit(false);
    Array ids = connection.createArrayOf("int4", rows.keySet().toArray());
    try (PreparedStatement delete = connection.prepareStatement(GONE);
        PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
      delete.setArray(1, ids);
      delete.setString(2, json.toString());
      delete.executeUpdate();
      upsert.setString(1, json.toString());
      upsert.executeUpdate();
    }
    connection.commit();
  }

  private static void write(ObjectNode json, int asset, ForecastRow row) {
    json.put("asset_id", asset);
    json.put("rule", row.rule());
    json.put("title", row.title());
    json.put("kind", row.kind());
    json.put("due_early", text(row.dueEarly()));
    json.put("due_likely", text(row.dueLikely()));
    json.put("due_late", text(row.dueLate()));
    json.put("raise_at", text(row.raiseAt()));
    ForecastRow.Usage usage = row.usage();
    if (usage != null) {
      json.put("meter", usage.meter());
      json.put("unit", usage.unit());
      json.put("total", usage.total());
      json.put("due_total", usage.dueTotal());
      json.put("per_day", usage.perDay());
      json.put("per_day_slowest", usage.slowest());
      json.put("per_day_fastest", usage.fastest());
    }
    json.put("read_at", text(row.readAt()));
    json.put("stale", row.stale());
    json.put("notes", row.notes());
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  void refreshed(Connection connection, Instant at, int assets, long millis) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(REFRESHED)) {
      upsert.setTimestamp(1, Timestamp.from(at));
      upsert.setInt(2, assets);
      upsert.setInt(3, (int) millis);
      upsert.executeUpdate();
    }
  }

  /** When the table was refreshed last; empty before the first time. */
  Optional<Instant> refreshedAt(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select at from forecast_refresh")) {
      return rows.next() ? Optional.of(rows.getTimestamp(1).toInstant()) : Optional.empty();
    }
  }

  /** Rows in the order of asset and rule. */
  List<ForecastRow> read(Connection connection, ForecastQuery query) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT)) {
      int i = 0;
      for (String filter : query.filters()) {
        select.setString(++i, filter);
        select.setString(++i, filter);
      }
      Timestamp until = query.until() == null ? null : Timestamp.from(query.until());
      select.setTimestamp(++i, until);
      select.setTimestamp(++i, until);
      select.setString(++i, query.afterAsset());
      select.setString(++i, query.afterRule());
      select.setInt(++i, query.limit());
      List<ForecastRow> found = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(row(rows));
        }
      }
      return found;
    }
  }

  private static ForecastRow row(ResultSet rows) throws SQLException {
    String meter = rows.getString("meter");
    return new ForecastRow(
        rows.getString("tag"),
        rows.getString("rule"),
        rows.getString("title"),
        rows.getString("kind"),
        time(rows, "due_early"),
        time(rows, "due_likely"),
        time(rows, "due_late"),
        time(rows, "raise_at"),
        meter == null
            ? null
            : new ForecastRow.Usage(
                meter,
                rows.getString("unit"),
                rows.getDouble("total"),
                rows.getDouble("due_total"),
                (Double) rows.getObject("per_day"),
                (Double) rows.getObject("per_day_slowest"),
                (Double) rows.getObject("per_day_fastest")),
        time(rows, "read_at"),
        rows.getBoolean("stale"),
        rows.getString("notes"));
  }

  private static @Nullable Instant time(ResultSet rows, String column) throws SQLException {
    Timestamp time = rows.getTimestamp(column);
    return time == null ? null : time.toInstant();
  }
}
