package io.millwright.ingest.codec.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.ingest.codec.DecodedReading;
import io.millwright.ingest.codec.UndecodableException;
import io.millwright.rules.planfile.PlanException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkplugFormatTest {
  private SparkplugFormat format;

  @BeforeEach
  void start() throws PlanException {
    format =
        new SparkplugFormat(
            MappingReader.read(
                """
                host_id: mw
                gateway: "{group}-{edge}"
                nodes: [{match: "{group}/{edge}/{device}", asset: "{device}"}]
                metrics: [{name: Hours}]
                """));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spBv1.0/STATE/mw",
        "spBv1.0/STATE/+",
        "spBv1.0/STATE/#",
        "spBv1.0/plant/NCMD/e1",
        "spBv1.0/plant/NCMD/e1/#",
        "spBv1.0/plant/DCMD/e1/#",
        "spBv1.0/plant/DCMD/e1/+",
        "spBv1.0/plant/DCMD/e1/P1"
      })
  void anEdgeNodeHearsItsCommandsAndOurState(String filter) {
    assertThat(format.grants("plant-e1", filter)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#",
        "spBv1.0/#",
        "spBv1.0/+/NCMD/e1",
        "spBv1.0/plant/NCMD/+",
        "spBv1.0/plant/NCMD/#",
        "spBv1.0/plant/NCMD/e2",
        "spBv1.0/plant/NDATA/e1",
        "spBv1.0/plant/DDATA/e1/#",
        "spBv1.0/plant/NCMD/e1/P1",
        "spBv1.0/STATE/other",
        "spBv1.0/STATE",
        "$share/x/spBv1.0/plant/NCMD/e1",
        "millwright/#"
      })
  void andNothingElse(String filter) {
    assertThat(format.grants("plant-e1", filter)).isFalse();
  }

  @Test
  void itPublishesOnlyWhatIsItsOwn() {
    assertThat(format.permits("plant-e1", "spBv1.0/plant/NBIRTH/e1")).isTrue();
    assertThat(format.permits("plant-e1", "spBv1.0/plant/DDATA/e1/P1")).isTrue();
    assertThat(format.permits("plant-e1", "spBv1.0/plant/NBIRTH/e2")).isFalse();
    assertThat(format.permits("plant-e1", "spBv1.0/plant/NCMD/e1")).isFalse();
    assertThat(format.permits("plant-e1", "spBv1.0/STATE/mw")).isFalse();
    assertThat(format.gateway("spBv1.0/plant/NBIRTH/e2")).isEqualTo("plant-e2");
  }

  @Test
  void outOfQuarantineComesWhatHasAName() throws UndecodableException {
    byte[] named =
        Payloads.at(1000, 3).addMetrics(Payloads.defined("Hours", 1, 7)).build().toByteArray();
    assertThat(format.decode("plant-e1", "spBv1.0/plant/DDATA/e1/P1", named, 5).readings())
        .singleElement()
        .extracting(DecodedReading::asset, DecodedReading::meter, DecodedReading::timeMillis)
        .containsExactly("P1", "hours", 1000L);
    byte[] alias = Payloads.at(1000, 3).addMetrics(Payloads.changed(1, 7)).build().toByteArray();
    assertThatThrownBy(() -> format.decode("plant-e1", "spBv1.0/plant/DDATA/e1/P1", alias, 5))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining("alias 1");
  }
}
