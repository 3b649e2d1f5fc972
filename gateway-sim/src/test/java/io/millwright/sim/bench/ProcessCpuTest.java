package io.millwright.sim.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessCpuTest {
  private final long self = ProcessHandle.current().pid();

  @Test
  void aChildThatHasEndedStillCounts() throws Exception {
    assumeThat(Files.exists(Path.of("/proc/self/stat"))).isTrue();
    // Burns about a tick or more in a child of the shell, which the shell then waits for.
    Process shell =
        new ProcessBuilder(
                List.of(
                    "sh",
                    "-c",
                    "sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done'; echo; read line"))
            .start();
    try {
      assertThat(shell.getInputStream().read()).isEqualTo('\n');
      assertThat(ProcessCpu.parent(shell.pid())).isEqualTo(self);
      assertThat(ProcessCpu.secondsWithChildren(shell.pid()))
          .isGreaterThan(ProcessCpu.seconds(shell.pid()))
          .isGreaterThanOrEqualTo(0.05);
      assertThat(ProcessCpu.peakMebibytes(self)).isPositive();
      assertThat(ProcessCpu.secondsByThread(self)).isNotEmpty();
    } finally {
      shell.destroyForcibly();
    }
  }

  @Test
  void mediansLeaveOutWhatWasNotMeasured() {
    Measured medians =
        Measured.medians(
            List.of(
                new Measured().with("a", 1).with("b", 5),
                new Measured().with("a", 9),
                new Measured().with("a", 2).with("b", 7)));
    assertThat(medians.get("a")).isEqualTo(2);
    assertThat(medians.get("b")).isEqualTo(6);
    assertThat(medians.get("c")).isNaN();
  }
}
