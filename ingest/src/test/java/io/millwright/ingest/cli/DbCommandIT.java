package io.millwright.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millwright.ingest.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class DbCommandIT {
  private static final TestDatabase DATABASE = TestDatabase.fresh();
  private static final Map<String, String> ENV =
      Map.of(
          "MILLWRIGHT_DB_URL", DATABASE.address().jdbcUrl(),
          "MILLWRIGHT_DB_USER", DATABASE.address().user(),
          "MILLWRIGHT_DB_PASSWORD", DATABASE.address().password());

  @AfterAll
  static void dropDatabase() {
    DATABASE.close();
  }

  @Test
  void startAndStatusSayWhereButNotThePasswordOfAnotherServer() {
    for (String command : new String[] {"start", "status"}) {
      DbCommandRun run = DbCommandRun.of(ENV, command);
      assertThat(run.exitCode()).isZero();
      assertThat(run.out())
          .contains(DATABASE.address().jdbcUrl())
          .doesNotContain(DATABASE.address().password());
    }
  }

  @Test
  void stopLeavesAnotherServerAlone() throws SQLException {
    DbCommandRun run = DbCommandRun.of(ENV, "stop");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("it is left alone");
    try (Connection connection = DATABASE.connect()) {
      assertThat(connection.isValid(5)).isTrue();
    }
  }

  @Test
  void resetEmptiesTheDatabase() throws SQLException {
    try (Connection connection = DATABASE.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE asset (tag text)");
    }
    assertThat(DbCommandRun.of(ENV, "reset", "--yes").exitCode()).isZero();
    try (Connection connection = DATABASE.connect();
        Statement statement = connection.createStatement()) {
      // Fails if the old table, or no extension, is there.
      statement.execute("CREATE TABLE asset (tag text, time timestamptz NOT NULL)");
      statement.execute("SELECT create_hypertable('asset', 'time')");
    }
  }

  @Test
  void psqlIsSignedInAndItsExitCodeIsPassedOn() {
    assumeThat(Path.of("/usr/bin/psql")).exists();
    assertThat(DbCommandRun.of(ENV, "psql", "-o", "/dev/null", "-c", "SELECT 1").exitCode())
        .isZero();
    assertThat(DbCommandRun.of(ENV, "psql", "-o", "/dev/null", "-c", "SELECT 1/0").exitCode())
        .isEqualTo(1);
  }
}
