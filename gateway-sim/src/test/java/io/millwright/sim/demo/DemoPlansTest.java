package io.millwright.sim.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.plan.Rule;
import io.millwright.rules.planfile.PlanReader;
import io.millwright.rules.plantest.PlanTest;
import io.millwright.rules.plantest.PlanTestReader;
import io.millwright.rules.plantest.TestResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The demo's plans do what their tests say. */
class DemoPlansTest {
  private static final Path DEMO = Path.of("src/main/resources/demo");

  @Test
  void itsPlanTestsPassAndLeaveNoRuleOut() throws Exception {
    PlanSet plans = PlanReader.read(Files.readString(DEMO.resolve("plans.yaml")));
    var file = PlanTestReader.read(Files.readString(DEMO.resolve("plans-test.yaml")));
    assertThat(file.plansFile()).isEqualTo("plans.yaml");

    List<PlanTest> tests = file.tests(plans);
    for (PlanTest test : tests) {
      TestResult result = TestResult.of(test, plans);
      assertThat(result.passed()).as(String.join("\n", result.text(true))).isTrue();
    }
    assertThat(plans.rules())
        .extracting(Rule::id)
        .hasSize(8)
        .allMatch(rule -> tests.stream().anyMatch(test -> test.expectsOrderOf(rule)));
  }
}
