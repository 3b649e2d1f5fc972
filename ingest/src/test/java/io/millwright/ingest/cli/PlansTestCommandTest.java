package io.millwright.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PlansTestCommandTest {
  private static final String PLANS =
      """
      conditions:
        - id: door
          title: Door failed
          for: {class: lift}
          fault: {code: E-204}
          work: {type: EM}
      """;
  private static final String TESTS =
      """
      plans: lift.yaml
      tests:
        - name: a door fault
          asset: {class: lift, meters: []}
          start: 2026-01-01T00:00:00Z
          events: [{at: 1 h, fault: E-204}]
          expect: [{rule: door, at: 1 h}]
      """;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();

  @BeforeEach
  void writePlans() throws IOException {
    write("lift.yaml", PLANS);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private int run(Object... words) {
    String[] arguments = new String[words.length + 2];
    arguments[0] = "plans";
    arguments[1] = "test";
    for (int i = 0; i < words.length; i++) {
      arguments[i + 2] = words[i].toString();
    }
    return new CommandLine(new Main()).setOut(new PrintWriter(out)).execute(arguments);
  }

  @Test
  void passingTestsAreCounted() throws IOException {
    assertThat(run(write("t.yaml", TESTS))).isZero();
    assertThat(out).hasToString("1 passed, 0 failed\n");
  }

  @Test
  void verbosePrintsTheOrders() throws IOException {
    assertThat(run("--verbose", write("t.yaml", TESTS))).isZero();
    assertThat(out.toString()).contains("ok    a door fault", "1 h  door EM cmms", "why: Fault");
  }

  @Test
  void aFailingTestHasExitCodeOneAndTheOthersStillRun() throws IOException {
    Path failing = write("f.yaml", TESTS.replace("rule: door, at: 1 h", "rule: door, at: 2 h"));
    assertThat(run(failing, write("t.yaml", TESTS))).isEqualTo(1);
    assertThat(out.toString())
        .startsWith(failing + ":3:\nFAIL  a door fault\n  + 1 h  door EM cmms, due 1 h - not")
        .endsWith("1 passed, 1 failed\n");
  }

  @Test
  void whatCannotBeUsedHasExitCodeTwo() throws IOException {
    Path misspelt = write("m.yaml", TESTS.replace("rule: door", "rule: dor"));
    Path planless = write("p.yaml", TESTS.replace("lift.yaml", "gone.yaml"));
    assertThat(run(misspelt, planless, folder.resolve("no.yaml"), write("t.yaml", TESTS)))
        .isEqualTo(2);
    assertThat(out.toString().lines())
        .containsExactly(
            misspelt + ":7:21: there is no rule 'dor': did you mean 'door'?",
            folder.resolve("gone.yaml") + ": there is no such file",
            folder.resolve("no.yaml") + ": there is no such file",
            "1 passed, 0 failed");
  }
}
