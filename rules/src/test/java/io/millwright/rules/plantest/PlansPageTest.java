package io.millwright.rules.plantest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.rules.event.ReadingFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docs/plans.md is true: its tests pass, its table is what is read, and no key is left out. */
class PlansPageTest {
  private static final Pattern TESTS =
      Pattern.compile("(?ms)^```yaml\\n((?:(?!^```).)*?^tests:.*?)^```");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([^`]+)` \\| ([-0-9._@:a-z ]+) \\|$");

  private static String page() throws IOException {
    return Files.readString(Path.of("../docs/plans.md"));
  }

  @Test
  void itsTestsPass() throws Exception {
    Matcher block = TESTS.matcher(page());
    int run = 0;
    while (block.find()) {
      PlanTestFile file = PlanTestReader.read(block.group(1));
      for (PlanTest test : file.tests(file.inlineRules())) {
        TestResult result = TestResult.of(test, file.inlineRules());
        assertThat(result.passed()).as(String.join("\n", result.text(true))).isTrue();
        run++;
      }
    }
    assertThat(run).as("tests on the page").isEqualTo(2);
  }

  @Test
  void itsTableOfTheNotationIsWhatIsRead() throws IOException {
    String section = page().substring(page().indexOf("### The notation"));
    Matcher row = ROW.matcher(section);
    int rows = 0;
    while (row.find()) {
      assertThat(spelled(row.group(1))).as(row.group(1)).isEqualTo(row.group(2));
      rows++;
    }
    assertThat(rows).as("rows of the table").isEqualTo(11);
  }

  private static String spelled(String series) {
    StringBuilder text = new StringBuilder();
    int next = 0;
    for (Sample sample : Notation.samples(series)) {
      text.append(" _".repeat(sample.position() - next));
      next = sample.position() + 1;
      text.append(' ').append(Double.toString(sample.value()).replaceFirst("\\.0$", ""));
      text.append(sample.stepsBack() == 0 ? "" : "@-" + sample.stepsBack());
      text.append(ReadingFlags.isHistorical(sample.flags()) ? ":historical" : "");
      text.append(ReadingFlags.isGood(sample.flags()) ? "" : ":bad");
    }
    return text.toString().trim();
  }

  @Test
  void itNamesEveryKeyOfTheSchemas() throws IOException {
    Set<String> keys = new TreeSet<>();
    Path folder = Path.of("src/main/resources/io/millwright/rules/planfile");
    for (String schema : Set.of("plans.schema.json", "plan-tests.schema.json")) {
      collect(JsonMapper.shared().readTree(Files.readString(folder.resolve(schema))), keys);
    }
    String page = page();
    assertThat(keys).contains("off_delay", "expect_refused");
    assertThat(keys).allMatch(key -> page.contains("`" + key) || page.contains(key + ":"));
  }

  private static void collect(JsonNode node, Set<String> keys) {
    keys.addAll(node.path("properties").propertyNames());
    node.forEach(child -> collect(child, keys));
  }
}
