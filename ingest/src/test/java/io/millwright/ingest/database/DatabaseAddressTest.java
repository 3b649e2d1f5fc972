package io.millwright.ingest.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
  @Test
  void takesTheSignInOutOfTheUrl() {
    DatabaseAddress address =
        DatabaseAddress.fromUrl(
            "jdbc:postgresql://db:5433/plant?user=ann&sslmode=require&password=a%26b",
            "other", "other", "url");
    assertThat(address)
        .isEqualTo(
            new DatabaseAddress(
                "jdbc:postgresql://db:5433/plant?sslmode=require", "ann", "a&b", "url"));
  }

  @Test
  void fallsBackToTheSignInFromElsewhere() {
    DatabaseAddress address =
        DatabaseAddress.fromUrl("jdbc:postgresql://db/plant", "ann", "secret", "url");
    assertThat(address.user()).isEqualTo("ann");
    assertThat(address.password()).isEqualTo("secret");
  }

  @Test
  void hidesThePassword() {
    assertThat(new DatabaseAddress("jdbc:postgresql://db/plant", "ann", "secret", "url"))
        .hasToString("jdbc:postgresql://db/plant as ann (url)");
  }

  @Test
  void namesAnotherDatabaseOfTheSameServer() {
    DatabaseAddress address =
        new DatabaseAddress("jdbc:postgresql://db:1/plant?sslmode=require", "ann", "p", "url");
    assertThat(address.withDatabase("demo").jdbcUrl())
        .isEqualTo("jdbc:postgresql://db:1/demo?sslmode=require");
    assertThat(address.withDatabase("demo").database()).isEqualTo("demo");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "jdbc:postgresql://db/plant db 5432",
        "jdbc:postgresql://db:1234/plant db 1234",
        "jdbc:postgresql://[::1]:1234/plant [::1] 1234",
        "jdbc:postgresql://[::1]/plant [::1] 5432",
        "jdbc:postgresql://a:1,b:2/plant a 1",
      })
  void knowsTheFirstServer(String url, String host, int port) {
    assertThat(new DatabaseAddress(url, "u", "p", "url").server())
        .isEqualTo(new DatabaseAddress.HostPort(host, port));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://u:secret@db/plant",
        "jdbc:postgresql:plant?password=secret",
        "jdbc:postgresql://db:port/plant?password=secret",
        "jdbc:postgresql://db?password=secret",
        "jdbc:postgresql://db/?password=secret",
      })
  void refusesOtherFormsWithoutRepeatingSecrets(String url) {
    assertThatThrownBy(() -> DatabaseAddress.fromUrl(url, null, null, "url"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("jdbc:postgresql://host:port/database")
        .message()
        .doesNotContain("secret");
  }
}
