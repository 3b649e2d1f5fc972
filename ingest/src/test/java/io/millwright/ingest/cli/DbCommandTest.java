package io.millwright.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DbCommandTest {
  private static final Map<String, String> NO_DATABASE = Map.of("MILLWRIGHT_DB", "url");

  @Test
  void asksForASubcommand() {
    DbCommandRun run = DbCommandRun.of(NO_DATABASE);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("Missing required subcommand").contains("start");
  }

  @Test
  void explainsTheChoice() {
    DbCommandRun run = DbCommandRun.of(NO_DATABASE, "--help");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("MILLWRIGHT_DB_URL", "docker", "private", "MILLWRIGHT_CACHE");
  }

  @Test
  void statusHasAnExitCodeForNotRunning() {
    DbCommandRun run = DbCommandRun.of(NO_DATABASE, "status");
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out()).contains("No database runs.");
  }

  @Test
  void startSaysWhyThereIsNone() {
    DbCommandRun run = DbCommandRun.of(NO_DATABASE, "start");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("No TimescaleDB is available.");
  }

  @Test
  void saysThatASettingIsWrong() {
    DbCommandRun run = DbCommandRun.of(Map.of("MILLWRIGHT_DB", "cloud"), "stop");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("use url, docker or private");
  }
}
