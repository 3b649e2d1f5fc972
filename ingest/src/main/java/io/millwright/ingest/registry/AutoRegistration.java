package io.millwright.ingest.registry;

import io.millwright.rules.model.Asset;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import io.millwright.rules.model.Ownership;
import io.millwright.rules.model.VisitDetails;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Registers what a gateway publishes for, where an installation allows that. */
final class AutoRegistration {
  /** The class of an asset nobody has described yet. */
  static final String UNASSIGNED_CLASS = "unassigned";

  /** So that a gateway that makes up tags fills neither the tables nor the snapshot. */
  static final int MAX_PER_GATEWAY = 1000;

  private static final int MAX_METERS = 100;

  private final Connection connection;

  AutoRegistration(Connection connection) {
    this.connection = connection;
  }

  /** Returns the ids of what was registered: one, or none when it may not be. */
  Set<Integer> register(String gateway, String tag, String meter, @Nullable String unit)
      throws SQLException {
    if (!Fields.isLabel(tag) || !Fields.isLabel(meter) || (unit != null && !Fields.isLabel(unit))) {
      return Set.of();
    }
    RegisteredAsset stored = new StoredAssets(connection).withTags(List.of(tag)).get(tag);
    Meter added = Meter.of(meter, MeterKind.GAUGE, unit == null ? "1" : unit);
    Asset asset;
    if (stored == null) {
      if (!hasRoom(gateway)) {
        return Set.of();
      }
      asset = unassigned(tag, added);
    } else if (mayGrow(stored, gateway) && stored.meter(meter) == null) {
      asset = withMeter(stored.asset(), added);
    } else {
      return Set.of();
    }
    // Neither list of refusals can fill: the asset is new, or its meter is.
    Set<Integer> changed =
        new AssetTable(connection, new ArrayList<>()).upsert(List.of(asset)).changedIds();
    new GatewayTable(connection, new ArrayList<>()).bind(gateway, changed);
    return changed;
  }

  private static boolean mayGrow(RegisteredAsset asset, String gateway) {
    return asset.asset().ownership() == Ownership.UNASSIGNED
        && asset.asset().assetClass().equals(UNASSIGNED_CLASS)
        && asset.mayPublish(gateway)
        && asset.meters().size() < MAX_METERS;
  }

  /** False also for a gateway that is not registered. */
  private boolean hasRoom(String gateway) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select (select count(*) from gateway_asset b join asset a on a.id = b.asset_id"
                + " where b.gateway_id = g.id and a.class = ?) from gateway g where g.id = ?")) {
      select.setString(1, UNASSIGNED_CLASS);
      select.setString(2, gateway);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() && rows.getInt(1) < MAX_PER_GATEWAY;
      }
    }
  }

  private static Asset unassigned(String tag, Meter meter) {
    return new Asset(
        tag,
        tag,
        UNASSIGNED_CLASS,
        null,
        ZoneId.of("UTC"),
        Ownership.UNASSIGNED,
        3,
        null,
        VisitDetails.NONE,
        List.of(meter));
  }

  private static Asset withMeter(Asset asset, Meter meter) {
    List<Meter> meters = new ArrayList<>(asset.meters());
    meters.add(meter);
    return asset.withMeters(meters);
  }
}
