package io.millwright.ingest.registry;

import io.millwright.rules.model.Asset;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import io.millwright.rules.model.Ownership;
import io.millwright.rules.model.VisitDetails;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads registered assets out of their tables, within the caller's transaction. */
final class StoredAssets {
  private final Connection connection;

  StoredAssets(Connection connection) {
    this.connection = connection;
  }

  List<RegisteredAsset> all() throws SQLException {
    return read(null);
  }

  List<RegisteredAsset> withIds(Collection<Integer> ids) throws SQLException {
    return ids.isEmpty() ? List.of() : read(connection.createArrayOf("integer", ids.toArray()));
  }

  /** Those of the tags that exist, by tag. */
  Map<String, RegisteredAsset> withTags(Collection<String> tags) throws SQLException {
    Map<String, RegisteredAsset> assets = new HashMap<>();
    for (RegisteredAsset asset : withIds(ids(tags).values())) {
      assets.put(asset.asset().tag(), asset);
    }
    return assets;
  }

  /** The ids of those of the tags that exist. */
  Map<String, Integer> ids(Collection<String> tags) throws SQLException {
    Map<String, Integer> ids = new HashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement("select tag, id from asset where tag = any(?)")) {
      select.setArray(1, connection.createArrayOf("text", tags.toArray()));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ids.put(rows.getString(1), rows.getInt(2));
        }
      }
    }
    return ids;
  }

  private List<RegisteredAsset> read(@Nullable Array ids) throws SQLException {
    Map<Integer, Map<String, RegisteredMeter>> meters = meters(ids);
    Map<Integer, Set<String>> gateways = gateways(ids);
    List<RegisteredAsset> assets = new ArrayList<>();
    String sql =
        "select id, tag, name, class, site, zone, ownership, criticality, parent_tag, account,"
            + " location, contact, territory, definition from asset";
    try (PreparedStatement select = select(sql, "id", ids, " order by id");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        int id = rows.getInt("id");
        Map<String, RegisteredMeter> own = meters.getOrDefault(id, Map.of());
        List<Meter> ordered = own.values().stream().map(RegisteredMeter::meter).toList();
        Set<String> publishers = gateways.getOrDefault(id, Set.of());
        assets.add(
            new RegisteredAsset(
                id, asset(rows, ordered), own, publishers, rows.getInt("definition")));
      }
    }
    return assets;
  }

  private static Asset asset(ResultSet row, List<Meter> meters) throws SQLException {
    return new Asset(
        row.getString("tag"),
        row.getString("name"),
        row.getString("class"),
        row.getString("site"),
        ZoneId.of(row.getString("zone")),
        Ownership.of(row.getString("ownership")),
        row.getInt("criticality"),
        row.getString("parent_tag"),
        new VisitDetails(
            row.getString("account"),
            row.getString("location"),
            row.getString("contact"),
            row.getString("territory")),
        meters);
  }

  private Map<Integer, Map<String, RegisteredMeter>> meters(@Nullable Array ids)
      throws SQLException {
    Map<Integer, Map<String, RegisteredMeter>> meters = new HashMap<>();
    String sql = "select id, asset_id, name, kind, unit, reports, rollover_point from meter";
    try (PreparedStatement select = select(sql, "asset_id", ids, " order by id");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        Map<String, RegisteredMeter> own =
            meters.computeIfAbsent(rows.getInt("asset_id"), asset -> new LinkedHashMap<>());
        Meter meter =
            new Meter(
                rows.getString("name"),
                MeterKind.of(rows.getString("kind")),
                rows.getString("unit"),
                Meter.Reports.of(rows.getString("reports")),
                rows.getObject("rollover_point", Double.class));
        own.put(meter.name(), new RegisteredMeter(rows.getInt("id"), meter, own.size()));
      }
    }
    return meters;
  }

  private Map<Integer, Set<String>> gateways(@Nullable Array ids) throws SQLException {
    Map<Integer, Set<String>> gateways = new HashMap<>();
    try (PreparedStatement select =
            select("select asset_id, gateway_id from gateway_asset", "asset_id", ids, "");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        gateways.computeIfAbsent(rows.getInt(1), asset -> new HashSet<>()).add(rows.getString(2));
      }
    }
    return gateways;
  }

  private PreparedStatement select(String sql, String idColumn, @Nullable Array ids, String order)
      throws SQLException {
    if (ids == null) {
      return connection.prepareStatement(sql + order);
    }
    PreparedStatement select =
        connection.prepareStatement(sql + " where " + idColumn + " = any(?)" + order);
    select.setArray(1, ids);
    return select;
  }
}
