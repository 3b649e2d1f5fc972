package io.millwright.ingest.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class FreshDatabaseIT {
  @Test
  void eachIsEmptyAndHasTimescale() throws SQLException {
    try (TestDatabase first = TestDatabase.fresh();
        TestDatabase second = TestDatabase.fresh()) {
      createHypertable(first);
      createHypertable(second);
      assertThat(first.address().database()).isNotEqualTo(second.address().database());
    }
  }

  @Test
  void closesFromUnderAnOpenConnection() throws SQLException {
    TestDatabase database = TestDatabase.fresh();
    try (Connection connection = database.connect()) {
      database.close();
      assertThat(connection.isValid(1)).isFalse();
    }
  }

  private static void createHypertable(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE reading (time timestamptz NOT NULL, value float8)");
      try (ResultSet created =
          statement.executeQuery("SELECT table_name FROM create_hypertable('reading', 'time')")) {
        created.next();
        assertThat(created.getString(1)).isEqualTo("reading");
      }
    }
  }
}
