package io.millwright.ingest.codec.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.rules.planfile.PlanException;
import io.millwright.rules.planfile.PlanProblem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingReaderTest {

  private static List<String> complaints(String yaml) {
    try {
      MappingReader.read(yaml);
      return List.of();
    } catch (PlanException e) {
      return e.problems().stream().map(MappingReaderTest::said).toList();
    }
  }

  private static String said(PlanProblem problem) {
    return problem.in("f");
  }

  @Test
  void fillsInWhatIsLeftOut() throws PlanException {
    SparkplugMapping mapping =
        MappingReader.read("nodes: [{match: '{group}/{edge}/{device}', asset: '{device}'}]");
    assertThat(mapping.hostId()).isEqualTo("millwright");
    assertThat(mapping.reorderWait()).isEqualTo(Duration.ofSeconds(2));
    assertThat(mapping.offlineAfter()).isEqualTo(Duration.ofMinutes(5));
    assertThat(mapping.refuseUnmapped()).isFalse();
    assertThat(mapping.gatewayOf("plant", "edge-7")).isEqualTo("edge-7");
  }

  @Test
  void theFirstRuleThatFitsCounts() throws PlanException {
    SparkplugMapping mapping =
        MappingReader.read(
            """
            nodes:
              - match: "{group}/press-{n}"
                asset: "PRESS-{n}"
                metrics: [{name: Hours, meter: run_hours}]
              - {match: "{group}/{edge}/{device}", asset: "{group}.{device}"}
            metrics:
              - {name: "Temp/{where}", meter: "temp_{where}", unit: degC}
              - {name: Hours}
              - {name: "Diag/#", ignore: true}
            units: {Std: h}
            """);
    SparkplugMapping.Subject press = subject(mapping, "plant", "press-7", "");
    assertThat(press.tag()).isEqualTo("PRESS-7");
    assertThat(mapping.target(press, "Hours", "Std"))
        .isEqualTo(new MetricTarget.Meter("PRESS-7", "run_hours", "h", Map.of()));
    SparkplugMapping.Subject pump = subject(mapping, "plant", "edge-1", "P1");
    assertThat(mapping.target(pump, "Hours", "furlong"))
        .isEqualTo(new MetricTarget.Meter("plant.P1", "hours", null, Map.of()));
    assertThat(mapping.target(pump, "Temp/oil", null))
        .isEqualTo(new MetricTarget.Meter("plant.P1", "temp_oil", "degC", Map.of()));
    assertThat(mapping.target(pump, "Diag/a/b", null)).isEqualTo(MetricTarget.IGNORED);
    assertThat(mapping.target(pump, "Temp/oil/raw", null)).isNull();
    assertThat(mapping.subject("plant", "edge-1", "")).isNull();
  }

  @Test
  void aMetricCanBeOfAnotherAssetThanItsDevice() throws PlanException {
    SparkplugMapping mapping =
        MappingReader.read(
            """
            nodes: [{match: "{group}/{edge}/plc", asset: "{edge}"}]
            metrics:
              - {name: "Pump {n}/Hours", asset: "{edge}-P{n}", meter: hours}
              - {name: "Pump {n}/Alarm {code}", asset: "{edge}-P{n}", fault: "E-{code}"}
              - {name: Door, asset: DOOR, fault_codes: {"1": OPEN}}
              - {name: Hours}
            """);
    SparkplugMapping.Subject plc = subject(mapping, "plant", "hall-2", "plc");
    assertThat(mapping.target(plc, "Pump 3/Hours", null))
        .isEqualTo(new MetricTarget.Meter("hall-2-P3", "hours", null, Map.of()));
    assertThat(mapping.target(plc, "Pump 4/Alarm 7", null))
        .isEqualTo(new MetricTarget.Fault("hall-2-P4", "E-7"));
    assertThat(mapping.target(plc, "Door", null))
        .isEqualTo(new MetricTarget.FaultCodes("DOOR", Map.of("1", "OPEN")));
    assertThat(mapping.target(plc, "Hours", null))
        .isEqualTo(new MetricTarget.Meter("hall-2", "hours", null, Map.of()));
    assertThat(
            complaints(
                """
                nodes: [{match: "{group}/{edge}", asset: "{edge}"}]
                metrics:
                  - {name: "Pump {n}/Hours", asset: "{x}", meter: hours}
                  - {name: "Pump {n}/Temp", asset: ONE, meter: temp}
                  - {name: Door, asset: DOOR, ignore: true}
                """))
        .satisfiesExactly(
            c -> assertThat(c).startsWith("f:3:").contains("'asset' refers to {x}"),
            c -> assertThat(c).startsWith("f:4:").contains("all of them would be meter"),
            c -> assertThat(c).startsWith("f:5:").contains("no 'asset'"));
  }

  private static SparkplugMapping.Subject subject(
      SparkplugMapping mapping, String group, String edge, String device) {
    SparkplugMapping.Subject subject = mapping.subject(group, edge, device);
    if (subject == null) {
      throw new AssertionError("no asset");
    }
    return subject;
  }

  @ParameterizedTest
  @CsvSource({
    "Engine/Oil Temp,oil_temp",
    "engineHours,engine_hours",
    "A/B/RPM,rpm",
    "Motor 1 (kW),motor_1_k_w",
    "Größe,größe"
  })
  void aMeterHasTheLastLevelInSnakeCase(String metric, String meter) {
    assertThat(MetricRule.Meter.ownName(metric)).isEqualTo(meter);
  }

  @Test
  void everythingThatIsWrongIsSaidWithItsPlace() {
    assertThat(
            complaints(
                """
                host_id: a/b
                nodes:
                  - {match: "{group}/{edge}", asset: "{device}", metric: []}
                """))
        .satisfiesExactly(
            c -> assertThat(c).startsWith("f:1:10: ").contains("host_id"),
            c -> assertThat(c).startsWith("f:3:50: ").contains("did you mean 'metrics'?"));
    assertThat(
            complaints(
                """
                nodes:
                  - {match: "{a}{b}/x", asset: "{c}"}
                  - {match: "plant", asset: x}
                metrics:
                  - {name: "Alarm/{code}", meter: alarm}
                  - {name: Hours, meter: hours, fault: E}
                  - {name: "a/+", fault: "E-{x}"}
                """))
        .satisfiesExactly(
            c -> assertThat(c).startsWith("f:2:13: ").contains("two captures without a text"),
            c -> assertThat(c).startsWith("f:2:32: ").contains("{c}", "{device}, {edge}, {group}"),
            c -> assertThat(c).startsWith("f:3:13: ").contains("group/edge/device"),
            c -> assertThat(c).startsWith("f:5:35: ").contains("all of them would be meter"),
            c -> assertThat(c).startsWith("f:6:5: ").contains("a metric is one of"),
            c -> assertThat(c).startsWith("f:7:12: ").contains("'+' is not understood"));
    assertThat(complaints(""))
        .containsExactly("f:1:1: The file must have 'nodes:', which says what is an asset");
  }
}
