package io.millwright.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PlansDiffCommandTest {
  private static final String OLD =
      """
      plans:
        - id: service
          title: 250 h service
          for: {class: pump}
          usage: {meter: hours, every: 250, unit: h}
          work: {type: PM}
      """;
  private static final String REGISTRY =
      """
      assets:
        - {tag: P-1, class: pump, ownership: owned, meters: [{name: hours, kind: counter, unit: h}]}
        - {tag: F-1, class: fan, ownership: owned}
      """;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private Path before;

  @BeforeEach
  void writeFiles() throws IOException {
    before = write("old.yaml", OLD);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private int run(Object... words) {
    String[] arguments =
        Stream.concat(Stream.of("plans", "diff"), Stream.of(words).map(Object::toString))
            .toArray(String[]::new);
    PrintWriter writer = new PrintWriter(out);
    return new CommandLine(new Main()).setOut(writer).setErr(writer).execute(arguments);
  }

  @Test
  void twoFilesThatSayTheSame() {
    assertThat(run(before, before)).isZero();
    assertThat(out.toString()).contains("say the same");
  }

  @Test
  void saysWhatChangesForWhichAssets() throws IOException {
    Path after =
        write(
            "new.yaml",
            OLD.replace("every: 250", "every: 300")
                .replace("{class: pump}", "{class: [pump, fan]}"));
    assertThat(run(before, after, "--registry", write("registry.yaml", REGISTRY))).isEqualTo(1);
    assertThat(out.toString().lines())
        .contains(
            "~ plan service  (2 assets: P-1, F-1)",
            "    usage.every: 250 -> 300",
            "    now also for 1: F-1",
            "0 added, 0 removed, 1 changed")
        .anySatisfy(line -> assertThat(line).contains("service: F-1 has no meter hours"));
  }

  @Test
  void saysWhereANewFileIsWrong() throws IOException {
    Path after = write("new.yaml", OLD.replace("every:", "evry:"));
    assertThat(run(before, after)).isEqualTo(2);
    assertThat(out.toString()).contains("new.yaml:5:");
  }

  @Test
  void theActivePlansNeedAService() {
    assertThat(run("active", before)).isEqualTo(2);
    assertThat(out.toString()).contains("'active' needs --url");
  }
}
