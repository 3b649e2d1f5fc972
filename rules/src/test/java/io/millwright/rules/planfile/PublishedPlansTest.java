package io.millwright.rules.planfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Plans in the documentation and in the demonstration are plans that work. */
class PublishedPlansTest {
  private static final Path PROJECT = Path.of("..");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```ya?ml\\n(.*?)^```");
  private static final Pattern IS_PLAN = Pattern.compile("(?m)^(plans|conditions):");

  /** Tests of plans are run by PlansPageTest and DemoPlansTest. */
  private static final Pattern IS_TEST = Pattern.compile("(?m)^tests:");

  private static List<String> published() throws IOException {
    List<String> texts = new ArrayList<>();
    List<Path> pages = new ArrayList<>(files(PROJECT.resolve("docs"), ".md"));
    pages.add(PROJECT.resolve("README.md"));
    for (Path page : pages) {
      Matcher block = BLOCK.matcher(Files.readString(page));
      while (block.find()) {
        texts.add(block.group(1));
      }
    }
    for (Path file : files(PROJECT.resolve("gateway-sim/src/main/resources"), ".yaml")) {
      texts.add(Files.readString(file));
    }
    return texts.stream()
        .filter(text -> IS_PLAN.matcher(text).find() && !IS_TEST.matcher(text).find())
        .toList();
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }

  @Test
  void everyPublishedPlanCanBeRead() throws IOException {
    List<String> plans = published();
    assertThat(plans).as("found some").isNotEmpty();
    for (String plan : plans) {
      assertThatNoException().as(plan).isThrownBy(() -> PlanReader.read(plan));
    }
  }
}
