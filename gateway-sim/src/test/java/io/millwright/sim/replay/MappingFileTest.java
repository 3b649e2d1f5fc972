package io.millwright.sim.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.NoSuchFileException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MappingFileTest {
  private static final String GOOD =
      """
      format: csv
      header: true
      asset: {tag: "PUMP-{id}", class: pump}
      time: {column: when}
      meters:
        - {name: flow, column: q, kind: gauge, unit: m3/h}
      """;

  @Test
  void theShippedMappingHasTwentyFiveMeters() throws Exception {
    Mapping mapping = MappingFile.load("cmapss");

    assertThat(mapping.meters()).hasSize(25);
    assertThat(mapping.meters().get(0).kind()).isEqualTo("counter");
    assertThat(mapping.meters().get(24).name()).isEqualTo("sensor_21");
    assertThat(mapping.meters().get(24).column()).isEqualTo("26");
    assertThat(mapping.time().step()).isEqualTo(Duration.ofHours(1));
    assertThat(mapping.gatewayId(3)).isEqualTo("cmapss-3");
  }

  @Test
  void aGoodMappingIsRead() throws Exception {
    assertThat(MappingFile.parse("good.yaml", GOOD).asset().columns()).containsExactly("id");
  }

  @Test
  void mistakesAreNamedWithTheirLine() {
    refused(GOOD.replace("kind: gauge", "kind: dial"), "line 6", "Unknown meter kind 'dial'");
    refused(GOOD.replace("PUMP-{id}", "PUMP"), "line 3", "must name a column");
    refused(GOOD.replace("class: pump", "clas: pump"), "line 3", "clas");
    refused(
        GOOD.replace("{column: when}", "{column: when, step: PT1H}"), "line 4", "belong together");
    refused(GOOD.replace("format: csv", "format: xml"), "line 1", "xml");
    refused(GOOD.replace("meters:", "meter: ["), "line", "");
    refused(GOOD.replace(", unit: m3/h", ""), "line 6", "needs name, column, kind");
  }

  @Test
  void aMissingFileSaysWhatIsShipped() {
    assertThatThrownBy(() -> MappingFile.load("nothing"))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("cmapss");
  }

  private static void refused(String yaml, String line, String reason) {
    assertThatThrownBy(() -> MappingFile.parse("m.yaml", yaml))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining("m.yaml, " + line)
        .hasMessageContaining(reason);
  }
}
