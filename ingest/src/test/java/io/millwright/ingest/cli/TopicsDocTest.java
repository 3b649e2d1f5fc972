package io.millwright.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The examples of docs/topics.md say what the commands say. */
class TopicsDocTest {
  private static final Pattern BLOCK =
      Pattern.compile("```(yaml|console)\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
  private static final String COMMAND = "$ ./millwright topics try topics.yaml ";

  @TempDir private Path folder;

  @Test
  void everyExampleIsTrue() throws IOException {
    Path file = folder.resolve("topics.yaml");
    Matcher blocks = BLOCK.matcher(Files.readString(Path.of("../docs/topics.md")));
    int examples = 0;
    while (blocks.find()) {
      if (blocks.group(1).equals("yaml")) {
        Files.writeString(file, blocks.group(2));
        assertThat(run("check", file.toString())).contains("nothing wrong");
        continue;
      }
      for (String example : blocks.group(2).split("(?m)^(?=\\$ )", -1)) {
        if (example.isEmpty()) {
          continue;
        }
        String command = example.lines().findFirst().orElseThrow();
        assertThat(command).startsWith(COMMAND);
        List<String> words = new ArrayList<>(List.of("try", file.toString()));
        Matcher word = WORD.matcher(command.substring(COMMAND.length()));
        while (word.find()) {
          words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        String said = example.substring(command.length() + 1);
        assertThat(run(words.toArray(String[]::new))).as(command).isEqualTo(said);
        examples++;
      }
    }
    assertThat(examples).isGreaterThanOrEqualTo(9);
  }

  private static String run(String... words) {
    StringWriter out = new StringWriter();
    new CommandLine(new TopicsCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(out, true))
        .execute(words);
    return out.toString();
  }
}
