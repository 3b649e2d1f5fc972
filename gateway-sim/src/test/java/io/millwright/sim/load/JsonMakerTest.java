package io.millwright.sim.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonMakerTest {
  private static final long NOW = Instant.parse("2026-11-23T01:02:03.004Z").toEpochMilli();

  @Test
  void everyMeterHasItsTurnAndNoReadingComesTwice() {
    // 107 meters of three gateways: 6 assets, the last with 7 meters.
    LoadFleet fleet = new LoadFleet("load", 3, 107);
    Set<String> meters = new HashSet<>();
    Set<String> readings = new HashSet<>();
    Map<String, Double> counters = new HashMap<>();
    for (int gateway = 0; gateway < 3; gateway++) {
      JsonMaker maker = new JsonMaker(fleet, gateway, 7);
      assertThat(maker.topic()).isEqualTo("millwright/v1/load-000" + gateway + "/readings");
      for (int message = 0; message < 50; message++) {
        JsonNode list =
            JsonMapper.shared().readTree(maker.next(NOW + message / 10)).get("readings");
        assertThat(list.size()).isEqualTo(7);
        for (JsonNode reading : list) {
          String meter = reading.get("asset").asString() + "/" + reading.get("meter").asString();
          double value = reading.get("value").asDouble();
          meters.add(meter);
          assertThat(readings.add(meter + "@" + reading.get("time").asString())).isTrue();
          if (counters.containsKey(meter)) {
            assertThat(value).isGreaterThanOrEqualTo(counters.get(meter));
          }
          if (LoadFleet.isCounter(Integer.parseInt(meter.substring(meter.indexOf("/m") + 2)))) {
            counters.put(meter, value);
          } else {
            assertThat(value).isBetween(20.0, 30.0);
          }
        }
      }
    }
    assertThat(meters).hasSize(107);
    assertThat(readings).hasSize(3 * 50 * 7);
  }

  @Test
  void aReadingIsWhatTheContractSays() {
    JsonMaker maker = new JsonMaker(new LoadFleet("load", 1, 2), 0, 2);
    assertThat(new String(maker.next(NOW), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"readings\":[{\"asset\":\"LOAD-000000\",\"meter\":\"m0\","
                + "\"time\":\"2026-11-23T01:02:03.004Z\",\"value\":7825.0341},"
                + "{\"asset\":\"LOAD-000000\",\"meter\":\"m1\","
                + "\"time\":\"2026-11-23T01:02:03.004Z\",\"value\":21.4100}]}");
  }

  @Test
  void tooFewMetersAreNamedAsTheCause() {
    JsonMaker maker = new JsonMaker(new LoadFleet("load", 1, 1), 0, 100);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 2_500; i++) {
                maker.next(NOW);
              }
            })
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("more --meters");
  }
}
