package io.millwright.ingest.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * A process's time as the one that writes the log. The {@link InstanceLock} goes with its session,
 * also when only the network is cut; should another process have begun by the time the network is
 * back, each transaction of the former one finds that its tenure is over. Thread-safe.
 */
public final class Tenure {
  private final long number;

  private Tenure(long number) {
    this.number = number;
  }

  /**
   * Begins a tenure and ends all before it; waits for their transactions that are under way.
   *
   * @param database migrated
   * @return the new tenure
   * @throws SQLException when the database fails
   */
  public static Tenure begin(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "insert into tenure (number) values (1) on conflict (only_row) do update"
                    + " set number = tenure.number + 1 returning number")) {
      result.next();
      return new Tenure(result.getLong(1));
    }
  }

  /**
   * Makes sure that this tenure goes on until the transaction ends.
   *
   * @param connection in a transaction
   * @throws SQLException when the transaction is to be rolled back and tried again
   * @throws IllegalStateException when it is over: the state in memory is no longer that of the log
   */
  public void check(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("select 1 from tenure where number = ? for share")) {
      select.setLong(1, number);
      try (ResultSet result = select.executeQuery()) {
        if (!result.next()) {
          throw new IllegalStateException(
              "another Millwright has taken over this database while it could not be reached; see"
                  + " to it that one runs, and restart it");
        }
      }
    }
  }
}
