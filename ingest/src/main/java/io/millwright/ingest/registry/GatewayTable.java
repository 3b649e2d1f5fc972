package io.millwright.ingest.registry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
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

  private record Row(
      @Nullable String hash, boolean enabled, @Nullable String certificate, GatewayLimits limits) {

    private static final Row NONE = new Row(null, true, null, GatewayLimits.UNSAID);

    /** This row with what a spec says. */
    Row with(GatewaySpec spec) {
      String named = spec.certificate();
      return new Row(
          spec.passwordHash() == null ? hash : spec.passwordHash(),
          spec.enabled() == null ? enabled : spec.enabled(),
          named == null ? certificate : named.isEmpty() ? null : named,
          new GatewayLimits(
              changed(limits.connections(), spec.limits().connections()),
              changed(limits.messagesPerSecond(), spec.limits().messagesPerSecond()),
              changed(limits.bytesPerSecond(), spec.limits().bytesPerSecond())));
    }

    private static @Nullable Integer changed(@Nullable Integer before, @Nullable Integer said) {
      return said == null ? before : said == 0 ? null : said;
    }
  }

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
      Row wanted = Objects.requireNonNullElse(row, Row.NONE).with(spec);
      if (isRefused(spec, row, wanted)) {
        continue;
      }
      boolean changed = row != null && !wanted.equals(row);
      if (row == null) {
        insert(spec.id(), wanted);
      } else if (changed) {
        update(spec.id(), wanted);
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

  private boolean isRefused(GatewaySpec spec, @Nullable Row row, Row wanted) throws SQLException {
    if (wanted.hash() == null && wanted.certificate() == null) {
      refusals.add(
          "gateway '"
              + spec.id()
              + (row == null
                  ? "' is new: give it a 'password', a 'password_hash' or a 'certificate'"
                  : "' would have neither password nor certificate: give it a 'password' too"));
      return true;
    }
    String holder = wanted.certificate() == null ? null : holder(wanted.certificate());
    if (holder != null && !holder.equals(spec.id())) {
      refusals.add(
          "gateway '"
              + spec.id()
              + "': the certificate '"
              + wanted.certificate()
              + "' is that of gateway '"
              + holder
              + "'; take it from there first");
      return true;
    }
    return false;
  }

  private @Nullable String holder(String certificate) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("select id from gateway where certificate = ?")) {
      select.setString(1, certificate);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? rows.getString(1) : null;
      }
    }
  }

  /** All gateways by id. */
  List<RegisteredGateway> all() throws SQLException {
    List<RegisteredGateway> gateways = new ArrayList<>();
    String sql =
        "select g.id, g.enabled, g.updated_at, g.certificate,"
            + " g.password_hash is not null as has_password, g.max_connections,"
            + " g.max_messages_per_second, g.max_bytes_per_second, array("
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
                rows.getString("certificate"),
                rows.getBoolean("has_password"),
                StoredGateways.limits(rows),
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
        connection.prepareStatement(
            "select password_hash, enabled, certificate, max_connections,"
                + " max_messages_per_second, max_bytes_per_second from gateway where id = ?")) {
      select.setString(1, id);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next()
            ? new Row(
                rows.getString("password_hash"),
                rows.getBoolean("enabled"),
                rows.getString("certificate"),
                StoredGateways.limits(rows))
            : null;
      }
    }
  }

  private void insert(String id, Row row) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into gateway (password_hash, enabled, certificate, max_connections,"
                + " max_messages_per_second, max_bytes_per_second, id)"
                + " values (?, ?, ?, ?, ?, ?, ?)")) {
      execute(insert, id, row);
    }
  }

  private void update(String id, Row row) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update gateway set password_hash = ?, enabled = ?, certificate = ?,"
                + " max_connections = ?, max_messages_per_second = ?, max_bytes_per_second = ?,"
                + " updated_at = now() where id = ?")) {
      execute(update, id, row);
    }
  }

  private static void execute(PreparedStatement statement, String id, Row row) throws SQLException {
    statement.setString(1, row.hash());
    statement.setBoolean(2, row.enabled());
    statement.setString(3, row.certificate());
    statement.setObject(4, row.limits().connections(), Types.INTEGER);
    statement.setObject(5, row.limits().messagesPerSecond(), Types.INTEGER);
    statement.setObject(6, row.limits().bytesPerSecond(), Types.INTEGER);
    statement.setString(7, id);
    statement.executeUpdate();
  }
}
