package io.millwright.ingest.registry;

import static io.millwright.ingest.registry.GatewayCredentials.Verdict.ACCEPTED;
import static io.millwright.ingest.registry.GatewayCredentials.Verdict.DISABLED;
import static io.millwright.ingest.registry.GatewayCredentials.Verdict.WRONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.registry.GatewayCredentials.Guesses;
import io.millwright.ingest.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import org.flywaydb.core.Flyway;
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
    Flyway.configure().dataSource(source).load().migrate();
    execute(
        "insert into gateway (id, password_hash) values ('gw', '%s')"
            .formatted(PasswordHash.of("secret").encoded()));
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void tellsRightFromWrongAndDisabled() throws SQLException {
    assertThat(verdict("gw", "secret")).isEqualTo(ACCEPTED);
    assertThat(verdict("gw", "wrong")).isEqualTo(WRONG);
    assertThat(verdict("gw", "secret")).isEqualTo(ACCEPTED);
    assertThat(verdict("nobody", "secret")).isEqualTo(WRONG);
    execute("update gateway set enabled = false");
    assertThat(verdict("gw", "secret")).isEqualTo(DISABLED);
    assertThat(verdict("gw", "wrong")).isEqualTo(WRONG);
  }

  @Test
  void aRememberedPasswordIsForgottenWhenTheTableHasAnother() throws SQLException {
    assertThat(verdict("gw", "secret")).isEqualTo(ACCEPTED);
    execute("update gateway set password_hash = '%s'".formatted(PasswordHash.of("new").encoded()));
    assertThat(verdict("gw", "secret")).isEqualTo(WRONG);
    assertThat(verdict("gw", "new")).isEqualTo(ACCEPTED);
  }

  @Test
  void aPasswordThatWasWrongMayBecomeTheRightOne() throws SQLException {
    assertThat(verdict("gw", "new")).isEqualTo(WRONG);
    assertThat(verdict("new-gw", "new")).isEqualTo(WRONG);
    String hash = PasswordHash.of("new").encoded();
    execute("update gateway set password_hash = '%s'".formatted(hash));
    execute("insert into gateway (id, password_hash) values ('new-gw', '%s')".formatted(hash));
    assertThat(verdict("gw", "new")).isEqualTo(ACCEPTED);
    assertThat(verdict("new-gw", "new")).isEqualTo(ACCEPTED);
  }

  @Test
  void aTokenIsVerifiedAlsoWhereNoMoreGuessesAreLeft() throws SQLException {
    String token = GatewayToken.make(new Random(4));
    String hash = PasswordHash.of(token).encoded();
    execute("insert into gateway (id, password_hash) values ('gw-token', '%s')".formatted(hash));
    GatewayClaim claim = new GatewayClaim("gw-token", token, List.of());
    assertThat(credentials.isQuick(claim)).isTrue();
    assertThat(credentials.verify(claim, NONE_LEFT).verdict()).isEqualTo(ACCEPTED);
    assertThat(verdict("gw-token", GatewayToken.make(new Random(5)))).isEqualTo(WRONG);
    assertThat(verdict("gw-token", "secret")).isEqualTo(WRONG);
    assertThat(verdict("gw-token", hash)).isEqualTo(WRONG);
    assertThat(verdict("gw-token", "")).isEqualTo(WRONG);
    assertThat(verdict("gw", token)).isEqualTo(WRONG);
    assertThat(verdict("nobody", token)).isEqualTo(WRONG);
    execute("update gateway set enabled = false");
    assertThat(verdict("gw-token", token)).isEqualTo(DISABLED);
  }

  @Test
  void onlyAPasswordThatWasRightBeforeIsQuick() throws SQLException {
    GatewayClaim claim = new GatewayClaim("gw", "secret", List.of());
    assertThat(credentials.isQuick(claim)).isFalse();
    assertThat(verdict("gw", "secret")).isEqualTo(ACCEPTED);
    assertThat(credentials.isQuick(claim)).isTrue();
    assertThat(credentials.isQuick(new GatewayClaim("gw", "wrong", List.of()))).isFalse();
  }

  private static final Guesses NONE_LEFT =
      new Guesses() {
        @Override
        public boolean take() {
          return false;
        }

        @Override
        public void giveBack() {}
      };

  private GatewayCredentials.Verdict verdict(String gateway, String password) throws SQLException {
    return credentials
        .verify(new GatewayClaim(gateway, password, List.of()), Guesses.UNLIMITED)
        .verdict();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
