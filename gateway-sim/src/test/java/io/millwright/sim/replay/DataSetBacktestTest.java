package io.millwright.sim.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millwright.rules.backtest.FailureOutcome;
import io.millwright.rules.backtest.FailureResult;
import io.millwright.rules.backtest.LeadWindow;
import io.millwright.rules.backtest.OrderResult;
import io.millwright.rules.backtest.OrderUse;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.planfile.PlanReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two engines, ten cycles each; the heat of the first passes the limit at cycle 4. */
class DataSetBacktestTest {
  private static final String MAPPING =
      """
      format: whitespace
      asset: {tag: "E-{1}", class: engine}
      time: {column: "2", start: 2026-01-01T00:00:00Z, step: PT1H}
      meters:
        - {name: heat, column: "3", kind: gauge, unit: degC}
      """;

  private static final String PLANS =
      """
      conditions:
        - id: hot
          title: Hot
          for: {class: engine}
          above: {meter: heat, limit: 80, unit: degC}
          work: {type: CM}
      """;

  @TempDir private Path folder;

  private DataSetBacktest.Result run(@Nullable String remaining) throws Exception {
    StringBuilder rows = new StringBuilder();
    for (int cycle = 1; cycle <= 10; cycle++) {
      rows.append("1 ").append(cycle).append(cycle < 4 ? " 20\n" : " 90\n");
      rows.append("2 ").append(cycle).append(" 20\n");
    }
    Path file = Files.writeString(folder.resolve("set.txt"), rows + "3\n");
    Path left = remaining == null ? null : Files.writeString(folder.resolve("left"), remaining);
    PlanSet plans = PlanReader.read(PLANS);
    return new DataSetBacktest(MappingFile.parse("test", MAPPING), left)
        .run(file, plans, null, LeadWindow.parse("2h..6h", "8h"));
  }

  @Test
  void theLastRowIsTheFailure() throws Exception {
    DataSetBacktest.Result result = run(null);
    assertThat(result.report().failures())
        .extracting(FailureResult::outcome)
        .containsExactly(FailureOutcome.WARNED, FailureOutcome.MISSED);
    assertThat(result.report().failures().get(0).lead()).isEqualTo(6 * 3_600_000L);
    assertThat(result.brokenRows()).isOne();
    assertThat(result.report().readings()).isEqualTo(20);
  }

  @Test
  void whatWasLeftAfterTheLastRowIsAddedToTheLead() throws Exception {
    assertThat(run("3\n5\n").report().orders())
        .extracting(OrderResult::use)
        .containsExactly(OrderUse.NUISANCE);
    assertThat(run("0\n5\n").report().failures())
        .extracting(FailureResult::outcome)
        .containsExactly(FailureOutcome.WARNED, FailureOutcome.UNSEEN);
  }

  @Test
  void aFileOfRemainingStepsMustFit() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> run("3\n"))
        .withMessageContaining("1 lines for 2 assets");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> run("3\nmany\n"))
        .withMessageContaining("line 2");
  }
}
