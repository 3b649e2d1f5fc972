package io.millwright.ingest.registry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What assets were at each place of the log. A change that has no place yet is not part of the log:
 * what it changed is folded as what it was before. Immutable.
 */
public final class DefinitionHistory {
  private static final String SELECT =
      "select c.asset_id, c.number, c.seq, c.former from definition_change c";
  private static final String ORDER = " order by c.asset_id, c.number";

  private record Change(int number, @Nullable Long sequence, Definition former) {
    boolean isAfter(long place) {
      return sequence == null || sequence > place;
    }
  }

  private final Map<Integer, RegisteredAsset> registered = new HashMap<>();
  private final Map<Integer, List<Change>> changes = new HashMap<>();

  private DefinitionHistory(Collection<RegisteredAsset> assets) {
    assets.forEach(asset -> registered.put(asset.id(), asset));
  }

  /**
   * Everything that was ever changed.
   *
   * @param connection any
   * @param assets as they are registered now
   * @throws SQLException when the database fails
   */
  public static DefinitionHistory whole(Connection connection, Collection<RegisteredAsset> assets)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(SELECT + " where c.asset_id = any(?)" + ORDER)) {
      select.setArray(
          1,
          connection.createArrayOf("integer", assets.stream().map(RegisteredAsset::id).toArray()));
      return read(select, assets);
    }
  }

  /**
   * What was changed after the saved states: few.
   *
   * @param connection any
   * @param assets as they are registered now
   * @throws SQLException when the database fails
   */
  public static DefinitionHistory sinceStates(
      Connection connection, Collection<RegisteredAsset> assets) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            SELECT
                + " left join asset_state s on s.asset_id = c.asset_id"
                + " where c.seq is null or c.seq > coalesce(s.seq, 0)"
                + ORDER)) {
      return read(select, assets);
    }
  }

  private static DefinitionHistory read(
      PreparedStatement select, Collection<RegisteredAsset> assets) throws SQLException {
    DefinitionHistory history = new DefinitionHistory(assets);
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        history
            .changes
            .computeIfAbsent(row.getInt(1), none -> new ArrayList<>())
            .add(
                new Change(
                    row.getInt(2),
                    row.getObject(3, Long.class),
                    Definition.ofJson(row.getString(4))));
      }
    }
    return history;
  }

  /** The assets as they are registered. */
  public Collection<RegisteredAsset> registered() {
    return registered.values();
  }

  /** The asset as it is registered. */
  public RegisteredAsset now(int asset) {
    return Objects.requireNonNull(registered.get(asset));
  }

  /**
   * The asset as it was for what follows a place in the log.
   *
   * @param asset one of those that are registered
   * @param sequence the place; not before the saved state when only what came after that is known
   */
  public RegisteredAsset at(int asset, long sequence) {
    RegisteredAsset now = now(asset);
    for (Change change : changes.getOrDefault(asset, List.of())) {
      if (change.isAfter(sequence)) {
        return now.as(change.former(), change.number() - 1);
      }
    }
    return now;
  }
}
