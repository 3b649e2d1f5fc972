package io.millwright.ingest.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Looks into the tables from outside of the service, past any proxy. */
public final class Sql {
  private final TestDatabase database;

  public Sql(TestDatabase database) {
    this.database = database;
  }

  /** The number in the first column of the only row. */
  public long number(String query) throws SQLException {
    return Long.parseLong(rows(query).get(0));
  }

  /** Each row as text, its columns separated by a blank. */
  public List<String> rows(String query) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      List<String> rows = new ArrayList<>();
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>(columns);
        for (int i = 1; i <= columns; i++) {
          row.add(String.valueOf(result.getString(i)));
        }
        rows.add(String.join(" ", row));
      }
      return rows;
    }
  }

  public void execute(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  public long readings() throws SQLException {
    return number("select count(*) from reading");
  }

  /** Every work order as {@code tag/rule/cycle target delivery status}, by number. */
  public List<String> orders() throws SQLException {
    return rows("select episode_key, target, delivery, status from work_order order by number");
  }
}
