package io.millwright.ingest.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** The plan files that were active, newest last: recovery folds with what was active then. */
public final class PlanSets {

  /**
   * The plan file that is active.
   *
   * @param connection any
   * @return its text, or empty when none ever was
   * @throws SQLException when the database fails
   */
  public Optional<String> active(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("select source from plan_set order by version desc limit 1")) {
      return result.next() ? Optional.of(result.getString(1)) : Optional.empty();
    }
  }

  /**
   * Makes a plan file the active one.
   *
   * @param connection any
   * @param source its text
   * @throws SQLException when the database fails
   */
  public void activate(Connection connection, String source) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into plan_set (source) values (?)")) {
      insert.setString(1, source);
      insert.executeUpdate();
    }
  }
}
