package io.millwright.ingest.registry;

import io.millwright.rules.model.Asset;
import io.millwright.rules.model.Meter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings the rows of assets and their meters to what an import says. */
final class AssetTable {
  private static final String INSERT =
      "insert into asset (name, class, site, zone, ownership, criticality, parent_tag, account,"
          + " location, contact, territory, tag) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String UPDATE =
      "update asset set name = ?, class = ?, site = ?, zone = ?, ownership = ?, criticality = ?,"
          + " parent_tag = ?, account = ?, location = ?, contact = ?, territory = ?,"
          + " updated_at = now() where tag = ?";

  private final Connection connection;
  private final List<String> refusals;

  /**
   * Works within the caller's transaction.
   *
   * @param refusals where contradictions are added; the caller rolls back when there are any
   */
  AssetTable(Connection connection, List<String> refusals) {
    this.connection = connection;
    this.refusals = refusals;
  }

  /** Which assets an upsert touched, and how. */
  record Outcome(ImportReport.Counts counts, Set<Integer> changedIds) {}

  /** Inserts or updates the assets and their meters; meters that are not given are kept. */
  Outcome upsert(Collection<Asset> assets) throws SQLException {
    StoredAssets tables = new StoredAssets(connection);
    List<String> tags = assets.stream().map(Asset::tag).toList();
    Map<String, RegisteredAsset> stored = tables.withTags(tags);

    List<Asset> created = assets.stream().filter(a -> !stored.containsKey(a.tag())).toList();
    List<Asset> updated = new ArrayList<>();
    for (Asset asset : assets) {
      RegisteredAsset earlier = stored.get(asset.tag());
      if (earlier != null
          && !asset.withMeters(List.of()).equals(earlier.asset().withMeters(List.of()))) {
        updated.add(asset);
      }
    }
    write(INSERT, created);
    write(UPDATE, updated);

    Map<String, Integer> ids = tables.ids(tags);
    Set<Integer> changed = new HashSet<>();
    updated.forEach(asset -> changed.add(id(ids, asset)));
    changed.addAll(addMeters(assets, stored, ids));
    changed.addAll(changeMeters(assets, stored));
    keepFormer(stored.values(), changed);
    created.forEach(asset -> changed.remove(id(ids, asset)));
    int updates = changed.size();
    created.forEach(asset -> changed.add(id(ids, asset)));
    return new Outcome(
        new ImportReport.Counts(created.size(), updates, assets.size() - created.size() - updates),
        changed);
  }

  /** The log of what was there already has been folded as what it was until now. */
  private void keepFormer(Collection<RegisteredAsset> stored, Set<Integer> changed)
      throws SQLException {
    Map<Integer, RegisteredAsset> former = new HashMap<>();
    stored.stream()
        .filter(asset -> changed.contains(asset.id()))
        .forEach(asset -> former.put(asset.id(), asset));
    try (PreparedStatement count =
            connection.prepareStatement("update asset set definition = ? where id = ?");
        PreparedStatement keep =
            connection.prepareStatement(
                "insert into definition_change (asset_id, number, former) values (?, ?,"
                    + " ?::jsonb)")) {
      for (RegisteredAsset now : new StoredAssets(connection).withIds(former.keySet())) {
        RegisteredAsset was = former.get(now.id());
        Definition definition = was == null ? null : Definition.of(was.asset());
        if (was != null && definition != null && !definition.equals(Definition.of(now.asset()))) {
          count.setInt(1, was.definition() + 1);
          count.setInt(2, was.id());
          count.addBatch();
          keep.setInt(1, was.id());
          keep.setInt(2, was.definition() + 1);
          keep.setString(3, definition.json());
          keep.addBatch();
        }
      }
      count.executeBatch();
      keep.executeBatch();
    }
  }

  private static int id(Map<String, Integer> ids, Asset asset) {
    Integer id = ids.get(asset.tag());
    if (id == null) {
      throw new IllegalStateException("Asset '" + asset.tag() + "' was written but is not there");
    }
    return id;
  }

  private void write(String sql, List<Asset> assets) throws SQLException {
    if (assets.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Asset asset : assets) {
        statement.setString(1, asset.name());
        statement.setString(2, asset.assetClass());
        statement.setString(3, asset.site());
        statement.setString(4, asset.zone().getId());
        statement.setString(5, asset.ownership().word());
        statement.setInt(6, asset.criticality());
        statement.setString(7, asset.parent());
        statement.setString(8, asset.visit().account());
        statement.setString(9, asset.visit().location());
        statement.setString(10, asset.visit().contact());
        statement.setString(11, asset.visit().territory());
        statement.setString(12, asset.tag());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private Set<Integer> addMeters(
      Collection<Asset> assets, Map<String, RegisteredAsset> stored, Map<String, Integer> ids)
      throws SQLException {
    Set<Integer> changed = new HashSet<>();
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into meter (asset_id, name, kind, unit, rollover_point, reports)"
                + " values (?, ?, ?, ?, ?, ?)")) {
      for (Asset asset : assets) {
        RegisteredAsset earlier = stored.get(asset.tag());
        for (Meter meter : asset.meters()) {
          if (earlier == null || earlier.meter(meter.name()) == null) {
            int id = id(ids, asset);
            insert.setInt(1, id);
            insert.setString(2, meter.name());
            insert.setString(3, meter.kind().word());
            insert.setString(4, meter.unit());
            insert.setObject(5, meter.rolloverPoint(), Types.DOUBLE);
            insert.setString(6, meter.reports().word());
            insert.addBatch();
            changed.add(id);
          }
        }
      }
      insert.executeBatch();
    }
    return changed;
  }

  private Set<Integer> changeMeters(Collection<Asset> assets, Map<String, RegisteredAsset> stored)
      throws SQLException {
    Map<RegisteredMeter, Meter> changes = new LinkedHashMap<>();
    Map<RegisteredMeter, RegisteredAsset> owners = new LinkedHashMap<>();
    for (Asset asset : assets) {
      RegisteredAsset earlier = stored.get(asset.tag());
      for (Meter meter : asset.meters()) {
        RegisteredMeter old = earlier == null ? null : earlier.meter(meter.name());
        if (earlier != null && old != null && !old.meter().equals(meter)) {
          changes.put(old, meter);
          owners.put(old, earlier);
        }
      }
    }
    refuseThoseWithReadings(changes, owners);
    try (PreparedStatement update =
        connection.prepareStatement(
            "update meter set kind = ?, unit = ?, rollover_point = ?, reports = ? where id = ?")) {
      for (Map.Entry<RegisteredMeter, Meter> change : changes.entrySet()) {
        update.setString(1, change.getValue().kind().word());
        update.setString(2, change.getValue().unit());
        update.setObject(3, change.getValue().rolloverPoint(), Types.DOUBLE);
        update.setString(4, change.getValue().reports().word());
        update.setInt(5, change.getKey().id());
        update.addBatch();
      }
      update.executeBatch();
    }
    Set<Integer> changed = new HashSet<>();
    owners.values().forEach(asset -> changed.add(asset.id()));
    return changed;
  }

  /** Stored readings have no unit and no kind of their own: a change would alter their meaning. */
  private void refuseThoseWithReadings(
      Map<RegisteredMeter, Meter> changes, Map<RegisteredMeter, RegisteredAsset> owners)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("select exists (select from reading where meter_id = ?)")) {
      for (Map.Entry<RegisteredMeter, Meter> change : changes.entrySet()) {
        Meter from = change.getKey().meter();
        Meter to = change.getValue();
        if (from.kind() == to.kind()
            && from.unit().equals(to.unit())
            && from.reports() == to.reports()) {
          continue;
        }
        select.setInt(1, change.getKey().id());
        try (ResultSet row = select.executeQuery()) {
          RegisteredAsset asset = owners.get(change.getKey());
          if (row.next() && row.getBoolean(1) && asset != null) {
            refusals.add(refusal(asset.asset().tag(), from, to));
          }
        }
      }
    }
  }

  private static String refusal(String tag, Meter from, Meter to) {
    return String.format(
        "asset '%s', meter '%s': it has readings as %s in %s, so it cannot become %s in %s;"
            + " add a meter of another name",
        tag, from.name(), words(from), from.unit(), words(to), to.unit());
  }

  private static String words(Meter meter) {
    return meter.kind().word()
        + (meter.reports() == Meter.Reports.DELTA ? " that reports increases" : "");
  }
}
