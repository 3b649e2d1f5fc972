package io.millwright.ingest.store;

import io.millwright.rules.checkpoint.AssetStateJson;
import io.millwright.rules.state.AssetState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** The states from which recovery starts, so that it need not fold the log from its beginning. */
public final class Checkpoints {
  /**
   * An asset's state at a place in the log.
   *
   * @param asset the asset's id
   * @param sequence the last event that is in the state
   * @param planVersion the plans it was folded under; 0: none
   * @param state the state
   */
  public record Saved(int asset, long sequence, int planVersion, AssetState state) {}

  private static final String SELECT = "select asset_id, seq, plan_version, state from asset_state";

  /**
   * Writes states; the caller commits.
   *
   * @param connection in a transaction
   * @param states of the assets that changed
   * @throws SQLException when the transaction is to be rolled back
   */
  public void save(Connection connection, Collection<Saved> states) throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            "insert into asset_state (asset_id, seq, plan_version, state) values (?, ?, ?, ?)"
                + " on conflict (asset_id) do update set seq = excluded.seq,"
                + " plan_version = excluded.plan_version, state = excluded.state")) {
      for (Saved saved : states) {
        upsert.setInt(1, saved.asset());
        upsert.setLong(2, saved.sequence());
        upsert.setInt(3, saved.planVersion());
        upsert.setString(4, AssetStateJson.toJson(saved.state()));
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  /**
   * Moves the place from which recovery reads the log; never back. The caller commits.
   *
   * @param connection in a transaction
   * @param everythingUpTo every event with a sequence up to this is in some saved state
   * @throws SQLException when the transaction is to be rolled back
   */
  public void moveTo(Connection connection, long everythingUpTo) throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            "insert into checkpoint (seq) values (?) on conflict (only_row) do update"
                + " set seq = greatest(checkpoint.seq, excluded.seq)")) {
      upsert.setLong(1, everythingUpTo);
      upsert.executeUpdate();
    }
  }

  /**
   * The place in the log up to which everything is in a saved state.
   *
   * @param connection any
   * @return 0 when there is no checkpoint yet
   * @throws SQLException when the database fails
   */
  public long position(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select seq from checkpoint")) {
      return result.next() ? result.getLong(1) : 0;
    }
  }

  /**
   * All saved states.
   *
   * @param connection any
   * @param unreadable told of each asset whose state cannot be read, and why
   * @return the others by the asset's id
   * @throws SQLException when the database fails
   */
  public Map<Integer, Saved> load(Connection connection, BiConsumer<Integer, String> unreadable)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT)) {
      return states(select, unreadable);
    }
  }

  /**
   * Some saved states.
   *
   * @param connection any
   * @param assets their ids
   * @param unreadable told of each asset whose state cannot be read, and why
   * @return the others by the asset's id
   * @throws SQLException when the database fails
   */
  public Map<Integer, Saved> load(
      Connection connection, Collection<Integer> assets, BiConsumer<Integer, String> unreadable)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(SELECT + " where asset_id = any(?)")) {
      select.setArray(1, connection.createArrayOf("integer", assets.toArray()));
      return states(select, unreadable);
    }
  }

  private static Map<Integer, Saved> states(
      PreparedStatement select, BiConsumer<Integer, String> unreadable) throws SQLException {
    Map<Integer, Saved> states = new HashMap<>();
    try (ResultSet result = select.executeQuery()) {
      while (result.next()) {
        int asset = result.getInt(1);
        try {
          AssetState state = AssetStateJson.fromJson(result.getString(4));
          states.put(asset, new Saved(asset, result.getLong(2), result.getInt(3), state));
        } catch (RuntimeException e) {
          unreadable.accept(asset, "its saved state cannot be read: " + e.getMessage());
        }
      }
    }
    return states;
  }
}
