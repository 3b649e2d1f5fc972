package io.millwright.ingest.registry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Brings the rows of gateways and their bindings to what an import says. */
final class GatewayTable {
  private final Connection connection;
  private final List<String> refusals;

  /**
   * Works within the caller's transaction.
   *
   * @param refusals where contradictions are added; the caller rolls back when there are any
   */
  GatewayTable(Connection connection, List<String> refusals) {
    this.connection = connection;
    this.refusals = refusals;
  }

  /** Which gateways were touched, and the assets whose bindings changed. */
  record Outcome(ImportReport.Counts counts, Set<Integer> changedAssets) {}

  private record Row(String hash, boolean enabled) {}

  /**
   * Inserts or updates gateways.
   *
   * @param specs with their passwords hashed already
   */
  Outcome upsert(Collection<GatewaySpec> specs) throws SQLException {
    Set<Integer> changedAssets = new HashSet<>();
    int created = 0;
    int updated = 0;
    for (GatewaySpec spec : specs) {
      Row row = row(spec.id());
      String hash = spec.passwordHash();
      if (row == null && hash == null) {
        refusals.add(
            "gateway '" + spec.id() + "' is new: give it a 'password' or a 'password_hash'");
        continue;
      }
      boolean enabled = Objects.requireNonNullElse(spec.enabled(), row == null || row.enabled());
      boolean changed = false;
      if (row == null && hash != null) {
        insert(spec.id(), hash, enabled);
      } else if (row != null) {
        String newHash = Objects.requireNonNullElse(hash, row.hash());
        changed = !newHash.equals(row.hash()) || enabled != row.enabled();
        if (changed) {
          update(spec.id(), newHash, enabled);
        }
      }
      List<String> tags = spec.assets();
      if (tags != null) {
        Set<Integer> rebound = rebind(spec.id(), tags);
        changed |= !rebound.isEmpty();
        changedAssets.addAll(rebound);
      }
      created += row == null ? 1 : 0;
      updated += row != null && changed ? 1 : 0;
    }
    return new Outcome(
        new ImportReport.Counts(created, updated, specs.size() - created - updated), changedAssets);
  }

  /** All gateways by id. */
  List<RegisteredGateway> all() throws SQLException {
    List<RegisteredGateway> gateways = new ArrayList<>();
    String sql =
        "select g.id, g.enabled, g.updated_at, array("
            + "select a.tag from gateway_asset b join asset a on a.id = b.asset_id"
            + " where b.gateway_id = g.id order by a.tag) as tags from gateway g order by g.id";
    try (PreparedStatement select = connection.prepareStatement(sql);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        gateways.add(
            new RegisteredGateway(
                rows.getString("id"),
                rows.getBoolean("enabled"),
                Arrays.asList((String[]) rows.getArray("tags").getArray()),
                rows.getObject("updated_at", OffsetDateTime.class).toInstant()));
      }
    }
    return gateways;
  }

  /**
   * Deletes a gateway with its bindings and sessions.
   *
   * @return the assets it was bound to, or null when there is no such gateway
   */
  @Nullable Set<Integer> delete(String id) throws SQLException {
    Set<Integer> bound = bound(id);
    try (PreparedStatement delete =
        connection.prepareStatement("delete from gateway where id = ?")) {
      delete.setString(1, id);
      return delete.executeUpdate() == 0 ? null : bound;
    }
  }

  /** Binds one more asset; nothing happens when it is bound already. */
  void bind(String id, Collection<Integer> assets) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into gateway_asset (gateway_id, asset_id) select ?, unnest(?)"
                + " on conflict do nothing")) {
      insert.setString(1, id);
      insert.setArray(2, connection.createArrayOf("integer", assets.toArray()));
      insert.executeUpdate();
    }
  }

  /** Returns the assets whose binding changed. */
  private Set<Integer> rebind(String id, List<String> tags) throws SQLException {
    Map<String, Integer> ids = new StoredAssets(connection).ids(tags);
    Set<String> unknown = new TreeSet<>(tags);
    unknown.removeAll(ids.keySet());
    if (!unknown.isEmpty()) {
      unknown.forEach(
          tag ->
              refusals.add(
                  "gateway '" + id + "': there is no asset '" + tag + "'; import it first"));
      return Set.of();
    }
    Set<Integer> before = bound(id);
    Set<Integer> removed = new HashSet<>(before);
    removed.removeAll(ids.values());
    Set<Integer> added = new HashSet<>(ids.values());
    added.removeAll(before);
    try (PreparedStatement delete =
        connection.prepareStatement(
            "delete from gateway_asset where gateway_id = ? and asset_id = any(?)")) {
      delete.setString(1, id);
      delete.setArray(2, connection.createArrayOf("integer", removed.toArray()));
      delete.executeUpdate();
    }
    bind(id, added);
    added.addAll(removed);
    return added;
  }

  private Set<Integer> bound(String id) throws SQLException {
    Set<Integer> assets = new HashSet<>();
    try (PreparedStatement select =
        connection.prepareStatement("select asset_id from gateway_asset where gateway_id = ?")) {
      select.setString(1, id);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          assets.add(rows.getInt(1));
        }
      }
    }
    return assets;
  }

  private @Nullable Row row(String id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("select password_hash, enabled from gateway where id = ?")) {
      select.setString(1, id);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? new Row(rows.getString(1), rows.getBoolean(2)) : null;
      }
    }
  }

  private void insert(String id, String hash, boolean enabled) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into gateway (password_hash, enabled, id) values (?, ?, ?)")) {
      execute(insert, id, hash, enabled);
    }
  }

  private void update(String id, String hash, boolean enabled) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update gateway set password_hash = ?, enabled = ?, updated_at = now()"
                + " where id = ?")) {
      execute(update, id, hash, enabled);
    }
  }

  private static void execute(PreparedStatement statement, String id, String hash, boolean enabled)
      throws SQLException {
    statement.setString(1, hash);
    statement.setBoolean(2, enabled);
    statement.setString(3, id);
    statement.executeUpdate();
  }
}
