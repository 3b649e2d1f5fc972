package io.millwright.ingest.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabasesTest {
  @Test
  void takesTheFirstOpenWay() {
    Databases databases = new Databases(List.of(closed("url"), open("docker"), open("private")));
    assertThat(databases.open("dev").address().origin()).isEqualTo("docker");
    assertThat(databases.find("dev")).get().returns("docker", it -> it.address().origin());
  }

  @Test
  void namesEveryWayAndWhyItWasClosed() {
    Databases databases =
        new Databases(List.of(closed("url"), closed("docker"), closed("private")));
    assertThatThrownBy(() -> databases.open("dev"))
        .isInstanceOf(DatabaseUnavailableException.class)
        .hasMessage(
            """
            No TimescaleDB is available. Three ways were tried:
              1. use url
                   no url here
              2. use docker
                   no docker here
              3. use private
                   no private here\
            """)
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(3));
    assertThat(databases.find("dev")).isEmpty();
  }

  @Test
  void doesNotFallBackFromAUrlThatFails() {
    Databases databases =
        Databases.fromEnvironment("jdbc:postgresql://127.0.0.1:1/plant?password=secret", Map.of());
    assertThatThrownBy(() -> databases.open("dev"))
        .isInstanceOf(DatabaseUnavailableException.class)
        .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/plant")
        .hasMessageContaining("does not answer")
        .message()
        .doesNotContain("secret");
  }

  @Test
  void prefersTheOptionToTheEnvironment() {
    Databases databases =
        Databases.fromEnvironment(
            "jdbc:postgresql://127.0.0.1:1/option",
            Map.of("MILLWRIGHT_DB_URL", "jdbc:postgresql://127.0.0.1:1/environment"));
    assertThatThrownBy(() -> databases.open("dev")).hasMessageContaining("/option");
  }

  @Test
  void triesOnlyAForcedWay() {
    Databases databases = Databases.fromEnvironment(null, Map.of("MILLWRIGHT_DB", "url"));
    assertThatThrownBy(() -> databases.open("dev"))
        .hasMessageContaining("The one allowed way was tried")
        .hasMessageContaining("Neither --db nor MILLWRIGHT_DB_URL is set.")
        .message()
        .doesNotContain("Docker");
  }

  @Test
  void refusesAWayItDoesNotKnow() {
    assertThatThrownBy(() -> Databases.fromEnvironment(null, Map.of("MILLWRIGHT_DB", "cloud")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("MILLWRIGHT_DB=cloud is not a way to a database: use url, docker or private");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../x", "Dev", "a b", "-"})
  void refusesNamesThatAreNoInstances(String name) {
    Databases databases = new Databases(List.of(open("private")));
    assertThatThrownBy(() -> databases.open(name)).isInstanceOf(IllegalArgumentException.class);
  }

  private static DatabaseWay open(String origin) {
    return new FixedWay(
        origin,
        Optional.of(
            new RunningDatabase(
                new DatabaseAddress("jdbc:postgresql://db/plant", "u", "p", origin),
                true,
                () -> {},
                null)));
  }

  private static DatabaseWay closed(String origin) {
    return new FixedWay(origin, Optional.empty());
  }

  private record FixedWay(String origin, Optional<RunningDatabase> server) implements DatabaseWay {
    @Override
    public String invitation() {
      return "use " + origin;
    }

    @Override
    public RunningDatabase open(String instance) throws WayUnavailableException {
      return server.orElseThrow(() -> new WayUnavailableException("no " + origin + " here"));
    }

    @Override
    public Optional<RunningDatabase> find(String instance) {
      return server;
    }
  }
}
