package io.millwright.ingest.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a shell script in the place of the Docker client: no engine runs where we build. */
class DockerTimescaleTest {
  @TempDir Path temp;

  @Test
  void isClosedWithoutAClient() {
    DockerTimescale way = new DockerTimescale(temp.resolve("none").toString(), line -> {});
    assertThatThrownBy(() -> way.open("dev"))
        .isInstanceOf(WayUnavailableException.class)
        .hasMessageContaining("No Docker engine answers");
    assertThat(way.find("dev")).isEmpty();
  }

  @Test
  void isClosedWithoutAnEngineAndSaysWhatTheClientSaid() throws IOException {
    DockerTimescale way = client("echo 'Cannot connect to the Docker daemon' >&2; exit 1");
    assertThatThrownBy(() -> way.open("dev"))
        .isInstanceOf(WayUnavailableException.class)
        .hasMessageContaining("Cannot connect to the Docker daemon");
  }

  @Test
  void findsARunningContainerWithItsPortAndPassword() throws IOException {
    DockerTimescale way =
        client(
            """
            case $1 in
              info) echo 27.0 ;;
              ps) echo 0123456789ab ;;
              port) printf '127.0.0.1:49153\\n' ;;
              inspect) printf 'PATH=/bin\\nPOSTGRES_PASSWORD=p=1\\n' ;;
              *) exit 1 ;;
            esac
            """);
    assertThat(way.find("dev"))
        .get()
        .returns(false, RunningDatabase::startedHere)
        .returns(
            new DatabaseAddress(
                "jdbc:postgresql://127.0.0.1:49153/millwright", "postgres", "p=1", "docker"),
            RunningDatabase::address);
  }

  @Test
  void isClosedWhenTheImageCannotBePulled() throws IOException {
    DockerTimescale way =
        client(
            """
            case $1 in
              info | ps) ;;
              run) echo 'pull access denied' >&2; exit 125 ;;
              *) exit 1 ;;
            esac
            """);
    assertThatThrownBy(() -> way.open("dev"))
        .isInstanceOf(WayUnavailableException.class)
        .hasMessageContaining("pull access denied");
  }

  private DockerTimescale client(String script) throws IOException {
    Path file = temp.resolve("docker");
    Files.writeString(file, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new DockerTimescale(file.toString(), line -> {});
  }
}
