package io.millwright.ingest.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millwright.ingest.store.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Starts, stops and breaks a server of its own in the shared cache folder. */
class ClusterIT {
  private final String instance = "it-" + ProcessHandle.current().pid();
  private final PrivateTimescale way = new PrivateTimescale(System.getenv(), line -> {});

  @BeforeEach
  void requireDebianHost() throws IOException {
    assumeThat(Path.of("/usr/bin/apt-get")).exists();
    assumeThat(DebianArchive.choose(AptSource.readAll(Path.of("/etc/apt")))).isPresent();
  }

  @AfterEach
  void removeServer() throws Exception {
    way.find(instance).ifPresent(RunningDatabase::stop);
    Folders.deleteIfExists(folder());
    Files.deleteIfExists(folder().resolveSibling(instance + ".lock"));
  }

  @Test
  void threadsThatStartAtOnceShareOneServer() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<RunningDatabase> open = () -> way.open(instance);
      List<RunningDatabase> servers = new ArrayList<>();
      for (Future<RunningDatabase> opened : threads.invokeAll(List.of(open, open, open, open))) {
        servers.add(opened.get());
      }
      assertThat(servers).filteredOn(RunningDatabase::startedHere).hasSize(1);
      assertThat(servers).extracting(it -> it.address().jdbcUrl()).containsOnly(url());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void keepsDataAndPortOverAStop() throws Exception {
    RunningDatabase first = way.open(instance);
    first.ensureDatabase("plant");
    first.ensureDatabase("plant");
    DatabaseAddress plant = first.address().withDatabase("plant");
    execute(plant, "CREATE TABLE reading (time timestamptz NOT NULL, value float8)");
    execute(plant, "SELECT create_hypertable('reading', 'time')");
    execute(plant, "INSERT INTO reading VALUES (now(), 1), (now() - interval '30 days', 2)");

    first.stop();
    assertThat(way.find(instance)).isEmpty();
    first.stop();

    RunningDatabase second = way.open(instance);
    assertThat(second.startedHere()).isTrue();
    assertThat(second.address()).isEqualTo(first.address());
    assertThat(answer(plant, "SELECT count(*) FROM reading")).isEqualTo("2");
    assertThat(answer(plant, "SHOW fsync")).isEqualTo("on");

    second.recreateDatabase("plant");
    assertThat(answer(plant, "SELECT count(*) FROM pg_tables WHERE tablename = 'reading'"))
        .isEqualTo("0");
    assertThat(answer(plant, "SELECT extname FROM pg_extension WHERE extname = 'timescaledb'"))
        .isEqualTo("timescaledb");
  }

  @Test
  void startsAfterACrashThatLeftAPidFileOfAnotherProcess() throws Exception {
    way.open(instance);
    Path pidFile = PostmasterPid.file(folder().resolve("data"));
    String[] lines = Files.readString(pidFile).split("\n", 2);
    ProcessHandle server = ProcessHandle.of(Long.parseLong(lines[0])).orElseThrow();
    server.destroyForcibly();
    server.onExit().get();
    Files.writeString(pidFile, ProcessHandle.current().pid() + "\n" + lines[1]);

    assertThat(way.find(instance)).isEmpty();
    assertThat(way.open(instance).startedHere()).isTrue();
  }

  @Test
  void redoesAnInterruptedInitdbAndKeepsThePasswordPrivate() throws Exception {
    way.open(instance).stop();
    Folders.deleteIfExists(folder().resolve("data"));
    Files.createDirectories(folder().resolve("data.new/base"));

    assertThat(way.open(instance).startedHere()).isTrue();
    assertThat(Files.getPosixFilePermissions(folder().resolve("password"))).hasSize(2);
  }

  @Test
  void anExplicitUrlWithoutTimescaleSaysWhatToDo() throws Exception {
    RunningDatabase server = way.open(instance);
    execute(
        server.address().withDatabase("postgres"),
        "ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'");
    server.stop();
    DatabaseAddress address = way.open(instance).address();
    Map<String, String> env =
        Map.of(
            "MILLWRIGHT_DB_URL", address.withDatabase("postgres").jdbcUrl(),
            "MILLWRIGHT_DB_USER", address.user(),
            "MILLWRIGHT_DB_PASSWORD", address.password());

    RunningDatabase explicit = Databases.fromEnvironment(null, env).open("dev");

    assertThat(explicit.address().origin()).isEqualTo("url");
    assertThatThrownBy(() -> explicit.ensureDatabase("postgres"))
        .isInstanceOf(DatabaseUnavailableException.class)
        .hasMessageContaining("has no TimescaleDB")
        .hasMessageContaining("shared_preload_libraries = 'timescaledb'")
        .hasMessageContaining("CREATE EXTENSION timescaledb");
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(address.withDatabase("postgres").jdbcUrl());
    source.setUser(address.user());
    source.setPassword(address.password());
    assertThatThrownBy(() -> Migrations.run(source))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("does not load TimescaleDB")
        .hasMessageContaining("shared_preload_libraries = 'timescaledb'")
        .hasMessageContaining("--db");
    explicit.stop();
    assertThat(way.find(instance)).isPresent();
  }

  private Path folder() throws Exception {
    return CacheFolder.of(System.getenv(), ServiceUser.current()).cluster(instance);
  }

  private String url() {
    return way.find(instance).orElseThrow().address().jdbcUrl();
  }

  private static void execute(DatabaseAddress address, String sql) throws SQLException {
    try (Connection connection = connect(address);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String answer(DatabaseAddress address, String sql) throws SQLException {
    try (Connection connection = connect(address);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }

  private static Connection connect(DatabaseAddress address) throws SQLException {
    return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
  }
}
