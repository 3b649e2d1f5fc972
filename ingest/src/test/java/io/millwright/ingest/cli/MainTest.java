package io.millwright.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What a newcomer gets for a slip of the fingers. */
class MainTest {
  private final StringWriter err = new StringWriter();
  private final CommandLine millwright = Main.commandLine().setErr(new PrintWriter(err, true));

  @Test
  void aMisspeltRequiredOptionIsNamed() {
    assertThat(millwright.execute("plans", "explain", "--aset", "EX-1", "--plan=p")).isEqualTo(2);
    assertThat(err.toString())
        .contains("Unknown option: '--aset'", "--asset")
        .doesNotContain("Missing");
  }

  @Test
  void aRequiredOptionThatIsNotThereIsMissing() {
    assertThat(millwright.execute("plans", "explain", "--plan", "p")).isEqualTo(2);
    assertThat(err.toString()).startsWith("Missing required option: '--asset=TAG'");
  }

  @Test
  void aMisspeltCommandIsNamed() {
    assertThat(millwright.execute("plans", "frecast")).isEqualTo(2);
    assertThat(err.toString()).contains("'frecast'", "plans forecast");
  }

  @Test
  void everyCommandSaysInAWholeSentenceWhatItDoes() {
    everyCommand(millwright);
  }

  private static void everyCommand(CommandLine command) {
    String[] description = command.getCommandSpec().usageMessage().description();
    assertThat(description).as(command.getCommandName()).isNotEmpty();
    assertThat(description)
        .as(command.getCommandName())
        .allMatch(line -> line.endsWith(".") || line.endsWith("?"));
    command.getSubcommands().values().forEach(MainTest::everyCommand);
  }
}
