package io.millwright.ingest.verify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares the episodes that the log asks for with those in the tables. */
final class EpisodeTables {
  private static final String EPISODES =
      "select key, (extract(epoch from opened_at) * 1000)::bigint,"
          + " (extract(epoch from closed_at) * 1000)::bigint, closed_by = 'completed'"
          + " from episode where asset_id = any(?)";

  // Whether the work was done is not kept of what was only on trial.
  private static final String SHADOWS =
      "select episode_key, (extract(epoch from raised_at) * 1000)::bigint,"
          + " (extract(epoch from closed_at) * 1000)::bigint, null::boolean"
          + " from shadow_order where asset_id = any(?)";

  private final Connection connection;
  private final Findings findings;

  EpisodeTables(Connection connection, Findings findings) {
    this.connection = connection;
    this.findings = findings;
  }

  void compare(Collection<Integer> assets, Collection<Told> told) throws SQLException {
    Map<String, Told.Episode> real = new HashMap<>();
    Map<String, Told.Episode> trial = new HashMap<>();
    for (Told one : told) {
      one.episodes().forEach((key, episode) -> (episode.shadow() ? trial : real).put(key, episode));
    }
    compare(Check.EPISODES, EPISODES, assets, real);
    compare(Check.SHADOWS, SHADOWS, assets, trial);
  }

  private void compare(
      Check check, String query, Collection<Integer> assets, Map<String, Told.Episode> told)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(query)) {
      select.setArray(1, connection.createArrayOf("integer", assets.toArray()));
      select.setFetchSize(1_000);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          findings.checked(check, 1);
          stored(check, row, told.remove(row.getString(1)));
        }
      }
    }
    told.forEach(
        (key, episode) ->
            findings.wrong(
                check,
                key
                    + " is not stored, but the log raises it at "
                    + Times.words(episode.raisedAt())));
  }

  private void stored(Check check, ResultSet row, Told.@Nullable Episode told) throws SQLException {
    String key = row.getString(1);
    Long closedAt = row.getObject(3, Long.class);
    if (told == null) {
      findings.wrong(check, key + " is stored, but the log does not raise it");
      return;
    }
    boolean completed =
        row.getObject(4) == null ? closedAt != null && told.completed() : row.getBoolean(4);
    Told.Episode stored = new Told.Episode(told.shadow(), row.getLong(2), closedAt, completed);
    if (!stored.equals(told)) {
      findings.wrong(check, key + " is " + stored.words() + ", but by the log " + told.words());
    }
  }
}
