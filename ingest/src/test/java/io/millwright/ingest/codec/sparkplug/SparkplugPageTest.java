package io.millwright.ingest.codec.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.millwright.rules.planfile.PlanReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/sparkplug.md is true: its files can be read, and it names what is counted. */
class SparkplugPageTest {
  private static final Path PAGE = Path.of("../docs/sparkplug.md");

  private static List<String> blocks() throws IOException {
    return Stream.of(Files.readString(PAGE).split("```yaml\n"))
        .skip(1)
        .map(text -> text.substring(0, text.indexOf("```")))
        .toList();
  }

  @Test
  void itsMappingAndItsPlansAreRight() throws IOException {
    assertThat(blocks()).hasSize(2);
    assertThatCode(() -> MappingReader.read(blocks().get(0))).doesNotThrowAnyException();
    assertThatCode(() -> PlanReader.read(blocks().get(1))).doesNotThrowAnyException();
  }

  @Test
  void itNamesWhatIsCounted() throws IOException {
    assertThat(Files.readString(PAGE))
        .contains(Arrays.stream(Count.values()).map(count -> "`" + count.word() + "`").toList());
  }

  @Test
  void theSchemaForEditorsIsTheOneThatChecks() throws IOException {
    try (var schema =
        Objects.requireNonNull(MappingReader.class.getResourceAsStream("sparkplug.schema.json"))) {
      assertThat(Path.of("../docs/schema/sparkplug.schema.json"))
          .hasBinaryContent(schema.readAllBytes());
    }
  }
}
