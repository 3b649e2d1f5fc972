package io.millwright.rules.plantest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** docs/rules.md is true: each feature's plan test is there, is linked, and passes. */
class RulesPageTest {
  private static final Path FOLDER = Path.of("../docs/rules");
  private static final Pattern LINK = Pattern.compile("\\]\\(rules/([a-z0-9-]+\\.yaml)\\)");

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> theFeatures() throws IOException {
    return files().stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> passes(file)));
  }

  private static void passes(Path file) throws Exception {
    PlanTestFile tests = PlanTestReader.read(Files.readString(file));
    boolean raises = false;
    boolean holdsBack = false;
    for (PlanTest test : tests.tests(tests.inlineRules())) {
      TestResult result = TestResult.of(test, tests.inlineRules());
      assertThat(result.passed()).as(String.join("\n", result.text(true))).isTrue();
      raises |= !test.orders.isEmpty();
      holdsBack |= test.orders.isEmpty();
    }
    assertThat(raises).as("a test in which it raises an order").isTrue();
    assertThat(holdsBack).as("a test in which it raises none").isTrue();
  }

  @Test
  void eachFileIsLinkedAndEachLinkLeadsSomewhere() throws IOException {
    TreeSet<String> linked = new TreeSet<>();
    Matcher link = LINK.matcher(Files.readString(FOLDER.resolveSibling("rules.md")));
    while (link.find()) {
      linked.add(link.group(1));
    }
    assertThat(linked)
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(
            files().stream().map(file -> file.getFileName().toString()).toList());
  }
}
