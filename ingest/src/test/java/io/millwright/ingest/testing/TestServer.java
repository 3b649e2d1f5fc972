package io.millwright.ingest.testing;

import io.millwright.ingest.database.Databases;
import io.millwright.ingest.database.RunningDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The one database server of this JVM's tests: what MILLWRIGHT_DB_URL or MILLWRIGHT_DB name, else a
 * container where a Docker engine answers, else the private instance {@code test}.
 */
final class TestServer {
  private static final Pattern DATABASE = Pattern.compile("millwright_test_(\\d+)_\\d+");

  private TestServer() {}

  /** Starts it at the first call; later calls and other threads get the same. */
  static RunningDatabase shared() {
    return Holder.SERVER;
  }

  static String databaseName(int number) {
    return "millwright_test_" + ProcessHandle.current().pid() + "_" + number;
  }

  private static final class Holder {
    static final RunningDatabase SERVER = open(System.getenv());
  }

  private static RunningDatabase open(Map<String, String> env) {
    if (env.containsKey("MILLWRIGHT_DB_URL") || env.containsKey("MILLWRIGHT_DB")) {
      return Databases.fromEnvironment(null, env).open("test");
    }
    boolean engineLikely =
        env.containsKey("DOCKER_HOST") || Files.exists(Path.of("/var/run/docker.sock"));
    if (engineLikely && DockerClientFactory.instance().isDockerAvailable()) {
      return Databases.fromEnvironment(startContainer(), Map.of()).open("test");
    }
    return openPrivate(env);
  }

  /** Testcontainers removes it when this JVM ends. */
  @SuppressWarnings("resource")
  private static String startContainer() {
    GenericContainer<?> container =
        new GenericContainer<>(DockerImageName.parse("timescale/timescaledb:2.19.3-pg17"))
            .withEnv("POSTGRES_PASSWORD", "test")
            .withEnv("TIMESCALEDB_TELEMETRY", "off")
            .withExposedPorts(5432);
    container.start();
    return "jdbc:postgresql://%s:%d/postgres?user=postgres&password=test"
        .formatted(container.getHost(), container.getMappedPort(5432));
  }

  private static RunningDatabase openPrivate(Map<String, String> env) {
    Map<String, String> privately = new HashMap<>(env);
    privately.put("MILLWRIGHT_DB", "private");
    try {
      SharedUse use = SharedUse.begin(env);
      RunningDatabase server = Databases.fromEnvironment(null, privately).open("test");
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> use.endAndIfLast(server::stop), "stop-test-server"));
      dropLeftovers(server);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A JVM that was killed could not drop its databases. */
  private static void dropLeftovers(RunningDatabase server) {
    List<String> leftovers = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection(
                server.address().withDatabase("postgres").jdbcUrl(),
                server.address().user(),
                server.address().password());
        Statement statement = connection.createStatement();
        ResultSet names = statement.executeQuery("SELECT datname FROM pg_database")) {
      while (names.next()) {
        Matcher name = DATABASE.matcher(names.getString(1));
        if (name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
          leftovers.add(name.group());
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the test server does not list its databases", e);
    }
    leftovers.forEach(server::dropDatabase);
  }
}
