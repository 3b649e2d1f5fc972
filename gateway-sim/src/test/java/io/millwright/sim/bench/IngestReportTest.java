package io.millwright.sim.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IngestReportTest {
  private static final CamelSettings CAMEL = new CamelSettings(1000, 1, 0);

  @Test
  void withoutCamelInTheRunTheFigureOfTheIssueIsUsedAndNamed() {
    String report =
        print(null, Map.of(Phase.BROKER_20_1, new Measured().with(Measured.SERVICE, 5)), Map.of());
    // 200,000 rows a CPU-second / 22,700
    assertThat(report)
        .containsPattern(
            "mosquitto, 20 in flight, 1: rows a CPU-s / Camel's of issue 4: 22,700 +8\\.81 +>= 5")
        .doesNotContain("in batches", "killed");
  }

  @Test
  void camelOfTheSameRunTakesItsPlace() {
    String report =
        print(
            CAMEL,
            Map.of(
                Phase.BROKER_20_1, new Measured().with(Measured.SERVICE, 5),
                Phase.CAMEL_20, new Measured().with(Measured.SERVICE, 20),
                Phase.CAMEL_EACH_20, new Measured().with(Measured.SERVICE, 200)),
            Map.of());
    assertThat(report)
        .containsPattern("20 in flight, 1: rows a CPU-s / Camel in batches, 20: 50,000 +4\\.00")
        .containsPattern("20 in flight, 1: rows a CPU-s / Camel, a commit each, 20: 5,000 +40\\.00")
        .doesNotContain("issue 4");
  }

  @Test
  void whatAKillLosesIsCounted() {
    String report =
        print(
            CAMEL,
            Map.of(
                Phase.CAMEL_20,
                new Measured().with(Measured.SERVICE, 20).with(Measured.READINGS, 12_345)),
            Map.of(Phase.CAMEL_20, new KillTrial.Outcome(60_000, 59_864)));
    assertThat(report).containsPattern("Camel in batches, 20 +12,345 +50,000 +60,000 +136(?!\\d)");
  }

  private static String print(
      @Nullable CamelSettings peer,
      Map<Phase, Measured> medians,
      Map<Phase, KillTrial.Outcome> kills) {
    StringWriter text = new StringWriter();
    new IngestReport(options(peer, Set.of()), medians, kills).print(new PrintWriter(text));
    return text.toString();
  }

  static BenchOptions options(@Nullable CamelSettings peer, Set<String> only) {
    Duration second = Duration.ofSeconds(1);
    return new BenchOptions(null, 1, second, second, 1_000, 1, 256, only, peer, false, false);
  }
}
