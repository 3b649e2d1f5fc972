package io.millwright.ingest.registry;

import static io.millwright.ingest.registry.GatewayCredentials.Verdict.ACCEPTED;
import static io.millwright.ingest.registry.GatewayCredentials.Verdict.DISABLED;
import static io.millwright.ingest.registry.GatewayCredentials.Verdict.WRONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class GatewayCredentialsIT {
  private final TestDatabase database = TestDatabase.fresh();
  private GatewayCredentials credentials;

  @BeforeEach
  void start() throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(database.address().jdbcUrl());
    source.setUser(database.address().user());
    source.setPassword(database.address().password());
    credentials = new GatewayCredentials(source);
    execute("create table gateway (id text primary key, password_hash text, enabled boolean)");
    execute(
        "insert into gateway values ('gw', '%s', true)"
            .formatted(PasswordHash.of("secret").encoded()));
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void tellsRightFromWrongAndDisabled() throws SQLException {
    assertThat(credentials.verify("gw", "secret")).isEqualTo(ACCEPTED);
    assertThat(credentials.verify("gw", "wrong")).isEqualTo(WRONG);
    assertThat(credentials.verify("gw", "secret")).isEqualTo(ACCEPTED);
    assertThat(credentials.verify("nobody", "secret")).isEqualTo(WRONG);
    execute("update gateway set enabled = false");
    assertThat(credentials.verify("gw", "secret")).isEqualTo(DISABLED);
    assertThat(credentials.verify("gw", "wrong")).isEqualTo(WRONG);
  }

  @Test
  void aRememberedPasswordIsForgottenWhenTheTableHasAnother() throws SQLException {
    assertThat(credentials.verify("gw", "secret")).isEqualTo(ACCEPTED);
    execute(
        "update gateway set password_hash = '%s'"
            .formatted(PasswordHash.of("new".toCharArray(), 10).encoded()));
    assertThat(credentials.verify("gw", "secret")).isEqualTo(WRONG);
    assertThat(credentials.verify("gw", "new")).isEqualTo(ACCEPTED);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
