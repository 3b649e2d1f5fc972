package io.millwright.ingest.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sets the private TimescaleDB up from nothing, so it needs a Debian host and its mirror. */
class PrivateInstallationIT {
  /** Packages of an earlier run, so that a developer downloads them once. */
  private static final Path SEED = Path.of("target", "it-packages").toAbsolutePath();

  @TempDir Path temp;

  @BeforeEach
  void requireDebianHost() throws IOException {
    assumeThat(Path.of("/usr/bin/apt-get")).exists();
    assumeThat(DebianArchive.choose(AptSource.readAll(Path.of("/etc/apt")))).isPresent();
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void nextRunsRepairAKilledSetUpAndStartOneServer() throws Exception {
    CacheFolder cache = new CacheFolder(temp.resolve("cache"));
    Files.createDirectories(SEED);
    copyPackages(SEED, cache.downloads());

    Process killed = ChildJvm.opening(cache.root(), "dev", temp.resolve("killed.log"));
    await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> Files.exists(cache.staging().resolve("tree/usr/lib")));
    killed.destroyForcibly().waitFor();
    assertThat(cache.programs()).doesNotExist();
    copyPackages(cache.downloads(), SEED);

    Process one = ChildJvm.opening(cache.root(), "dev", temp.resolve("one.log"));
    Process two = ChildJvm.opening(cache.root(), "dev", temp.resolve("two.log"));
    List<String> outputs = List.of(ChildJvm.outputOf(one), ChildJvm.outputOf(two));
    try {
      String logs =
          Files.readString(temp.resolve("one.log")) + Files.readString(temp.resolve("two.log"));
      assertThat(outputs).as(logs).containsExactlyInAnyOrder("started=true", "started=false");
      assertThat(logs).containsOnlyOnce("Setting up a private TimescaleDB");
      assertThat(cache.staging()).doesNotExist();
      assertThat(cache.downloads()).doesNotExist();
    } finally {
      new PrivateTimescale(Map.of("MILLWRIGHT_CACHE", cache.root().toString()), line -> {})
          .find("dev")
          .ifPresent(RunningDatabase::stop);
    }
  }

  @Test
  void namesTheStepThatFailsWithoutANetwork() throws IOException {
    Files.writeString(
        temp.resolve("sources.list"), "deb http://127.0.0.1:1/debian bookworm main\n");
    PrivateTimescale way =
        new PrivateTimescale(
            Map.of("MILLWRIGHT_CACHE", temp.resolve("cache").toString()), temp, line -> {});
    assertThatThrownBy(() -> way.open("dev"))
        .isInstanceOf(WayUnavailableException.class)
        .hasMessageContaining("apt-get update")
        .hasMessageContaining("127.0.0.1:1");
    assertThat(way.find("dev")).isEmpty();
  }

  private static void copyPackages(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".deb")).toList()) {
        if (!Files.exists(to.resolve(file.getFileName()))) {
          Files.copy(file, to.resolve(file.getFileName()));
        }
      }
    }
  }
}
