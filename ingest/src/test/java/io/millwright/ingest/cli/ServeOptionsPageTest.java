package io.millwright.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** An option of {@code serve} that no page names does not exist for its users. */
class ServeOptionsPageTest {

  private static String pages() throws IOException {
    StringBuilder text = new StringBuilder(Files.readString(Path.of("../README.md")));
    try (Stream<Path> files = Files.walk(Path.of("../docs"))) {
      for (Path page : files.filter(file -> file.toString().endsWith(".md")).toList()) {
        text.append(Files.readString(page));
      }
    }
    return text.toString();
  }

  @Test
  void everyOptionIsNamedOnAPage() throws IOException {
    String pages = pages();
    List<String> options =
        new CommandLine(new ServeCommand())
            .getCommandSpec().options().stream().map(OptionSpec::longestName).toList();
    assertThat(options).contains("--no-mqtt", "--db");
    TreeSet<String> unnamed = new TreeSet<>(options);
    unnamed.removeIf(
        name -> Pattern.compile(Pattern.quote(name) + "(?![a-z-])").matcher(pages).find());
    // Every command has these two.
    unnamed.removeAll(List.of("--help", "--version"));
    assertThat(unnamed).as("options of serve that are not in the README or docs").isEmpty();
  }
}
