package io.millwright.sim.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millwright.rules.backtest.FailureOutcome;
import io.millwright.rules.backtest.LeadWindow;
import io.millwright.rules.backtest.OrderUse;
import io.millwright.rules.backtest.Report;
import io.millwright.rules.planfile.PlanReader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The shipped plan file on real run-to-failure data: useful is an order 10 to 60 cycles before the
 * failure, a nuisance one more than 100 cycles before. What docs/benchmarks.md says of it.
 */
class CmapssHealthTest {
  private static final Path DATA = Path.of("../../shared/data/cmapss");

  private static Report run(String file, @Nullable String remaining) throws Exception {
    assumeThat(DATA.resolve(file)).as("the shared data set").exists();
    return new DataSetBacktest(
            MappingFile.load("cmapss"), remaining == null ? null : DATA.resolve(remaining))
        .run(
            DATA.resolve(file),
            PlanReader.read(MappingFile.text("cmapss-health")),
            null,
            LeadWindow.parse("10h..60h", "100h"))
        .report();
  }

  @Test
  void warnsOfTheTrainingSetsFailures() throws Exception {
    Report report = run("train_FD001.txt.gz", null);
    assertThat(report.readings()).isEqualTo(515_775);
    assertThat(report.failures(FailureOutcome.WARNED)).isEqualTo(100);
    assertThat(report.orderCount()).isEqualTo(100);
    assertThat(report.orders(OrderUse.NUISANCE)).isZero();
  }

  @Test
  void andOfThoseOfTheTestSetAsFarAsItGoes() throws Exception {
    Report report = run("test_FD001.txt.gz", "RUL_FD001.txt.gz");
    assertThat(report.failures(FailureOutcome.WARNED)).isEqualTo(25);
    assertThat(report.failures(FailureOutcome.UNSEEN)).isEqualTo(75);
    assertThat(report.orderCount()).isEqualTo(25);
    assertThat(report.orders(OrderUse.NUISANCE)).isZero();
  }
}
