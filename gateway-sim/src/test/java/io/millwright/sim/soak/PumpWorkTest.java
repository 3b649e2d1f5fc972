package io.millwright.sim.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PumpWorkTest {
  @Test
  void noMeterIsReadTwiceAtOneTime() {
    for (PumpWork work : new PumpWork[] {new PumpWork(1, 0, 5, 0), new PumpWork(1, 0, 15, 49)}) {
      Set<String> seen = new HashSet<>();
      int[] readings = new int[1];
      for (long number = 0; number < 20_000; number++) {
        long time = work.time(number);
        readings[0] += work.readings(number);
        work.read(
            number,
            (pump, meter, millis, value) -> {
              assertThat(seen.add(pump + meter + millis)).isTrue();
              assertThat(millis).isLessThanOrEqualTo(time);
            });
      }
      assertThat(seen).hasSize(readings[0]);
    }
  }

  @Test
  void thePayloadSaysWhatTheReadingsAre() {
    PumpWork work = new PumpWork(2, 1_000_000, 5, 3);
    JsonNode readings =
        JsonMapper.shared().readTree(new String(work.payload(1, 6), StandardCharsets.UTF_8));
    int[] place = new int[1];
    work.read(
        6,
        (pump, meter, millis, value) -> {
          JsonNode reading = readings.get(place[0]++);
          assertThat(reading.get("asset").asString()).isEqualTo("P-1-2");
          assertThat(reading.get("meter").asString()).isEqualTo(meter);
          assertThat(reading.get("time").asLong()).isEqualTo(millis);
          assertThat(reading.get("value").asDouble()).isEqualTo(value);
        });
    assertThat(place[0]).isEqualTo(readings.size()).isEqualTo(4);
  }

  @Test
  void readingsThatDoNotFitBetweenTwoMessagesAreRefused() {
    assertThatThrownBy(() -> new PumpWork(1, 0, 5, 21))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
