package io.millwright.ingest.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The plan files that were active: recovery folds with what was active then. */
public final class PlanSets {
  private static final String SELECT =
      "select version, seq, activated_at, at_start, source, file, activated_by from plan_set ";

  /**
   * The plan file that is active.
   *
   * @param connection any
   * @return the newest, or empty when none ever was
   * @throws SQLException when the database fails
   */
  public Optional<PlanVersion> active(Connection connection) throws SQLException {
    return list(connection, "order by version desc limit ?", 1).stream().findFirst();
  }

  /**
   * One version.
   *
   * @param connection any
   * @param version which
   * @return empty when there is none of that number
   * @throws SQLException when the database fails
   */
  public Optional<PlanVersion> find(Connection connection, int version) throws SQLException {
    return list(connection, "where version = ?", version).stream().findFirst();
  }

  /**
   * The plan file that the service was started with when it last activated one at its start.
   *
   * @param connection any
   * @return empty when all came by the API
   * @throws SQLException when the database fails
   */
  public Optional<PlanVersion> lastAtStart(Connection connection) throws SQLException {
    return list(connection, "where at_start order by version desc limit ?", 1).stream().findFirst();
  }

  /**
   * The plan file that was active at a place in the log.
   *
   * @param connection any
   * @param sequence the place
   * @return empty when there was none yet
   * @throws SQLException when the database fails
   */
  public Optional<PlanVersion> at(Connection connection, long sequence) throws SQLException {
    return list(connection, "where seq <= ? order by version desc limit 1", sequence).stream()
        .findFirst();
  }

  /**
   * What was active when, newest first.
   *
   * @param connection any
   * @param before only versions below this
   * @param limit how many at most, above 0
   * @return the versions
   * @throws SQLException when the database fails
   */
  public List<PlanVersion> history(Connection connection, int before, int limit)
      throws SQLException {
    return list(connection, "where version < ? order by version desc limit " + limit, before);
  }

  private static List<PlanVersion> list(Connection connection, String which, long parameter)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT + which)) {
      select.setLong(1, parameter);
      try (ResultSet rows = select.executeQuery()) {
        List<PlanVersion> versions = new ArrayList<>();
        while (rows.next()) {
          versions.add(
              new PlanVersion(
                  rows.getInt(1),
                  rows.getLong(2),
                  rows.getObject(3, OffsetDateTime.class).toInstant(),
                  rows.getBoolean(4),
                  new PlanSource(rows.getString(5), rows.getString(6), rows.getString(7))));
        }
        return versions;
      }
    }
  }

  /**
   * Makes a plan file the active one. The same file at the same place in the log is stored once.
   *
   * @param connection any
   * @param source the file
   * @param sequence its place in the log, above 0
   * @param atStart whether it came with the start of the service
   * @return the new version
   * @throws SQLException when the database fails
   */
  public PlanVersion activate(
      Connection connection, PlanSource source, long sequence, boolean atStart)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into plan_set (source, file, activated_by, seq, at_start)"
                + " values (?, ?, ?, ?, ?) on conflict (seq) where seq > 0 do nothing")) {
      insert.setString(1, source.text());
      insert.setString(2, source.file());
      insert.setString(3, source.by());
      insert.setLong(4, sequence);
      insert.setBoolean(5, atStart);
      insert.executeUpdate();
    }
    return list(connection, "where seq = ?", sequence).get(0);
  }
}
