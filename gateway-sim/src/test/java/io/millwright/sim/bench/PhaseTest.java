package io.millwright.sim.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PhaseTest {
  private static final CamelSettings CAMEL = new CamelSettings(1000, 1, 0);

  @Test
  void aPeerRunsOnlyWhenItIsAskedFor() {
    assertThat(run(IngestReportTest.options(null, Set.of())))
        .contains(Phase.BROKER_20_1)
        .noneMatch(phase -> phase.path().isPeer());
    assertThat(run(IngestReportTest.options(null, Set.of("camel-20")))).isEmpty();
    assertThat(run(IngestReportTest.options(CAMEL, Set.of()))).containsExactly(Phase.values());
    assertThat(run(IngestReportTest.options(CAMEL, Set.of("camel-20", "broker-20"))))
        .containsExactly(Phase.BROKER_20_1, Phase.CAMEL_20);
  }

  @Test
  void camelMeetsTheBrokerThatMillwrightMeets() {
    assertThat(Phase.CAMEL_20.path().inFlight()).isEqualTo(Phase.BROKER_20_1.path().inFlight());
    assertThat(Phase.CAMEL_EACH_1000.path().inFlight())
        .isEqualTo(Phase.BROKER_1000_1.path().inFlight())
        .isEqualTo(1000);
    assertThat(Phase.OWN_1.path().isBroker()).isFalse();
    assertThat(Phase.CAMEL_20.path().commitsEach()).isFalse();
    assertThat(Phase.CAMEL_EACH_20.path().commitsEach()).isTrue();
  }

  @Test
  void aPeerIsOfferedMoreThanTheMostItTook() {
    PeerPace pace = new PeerPace();
    assertThat(pace.isKnown()).isFalse();
    pace.took(1_000);
    pace.took(800);
    assertThat(pace.rate()).isEqualTo(1_500);
    assertThat(PeerPace.keepsUp(1_000, 1_500)).isFalse();
    assertThat(PeerPace.keepsUp(1_480, 1_500)).isTrue();
  }

  private static Phase[] run(BenchOptions options) {
    return Arrays.stream(Phase.values()).filter(options::runs).toArray(Phase[]::new);
  }
}
