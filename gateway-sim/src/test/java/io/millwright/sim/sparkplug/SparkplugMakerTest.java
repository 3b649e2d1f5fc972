package io.millwright.sim.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.codec.DecodedReading;
import io.millwright.ingest.codec.sparkplug.Findings;
import io.millwright.ingest.codec.sparkplug.MappingReader;
import io.millwright.ingest.codec.sparkplug.RefusedMetrics;
import io.millwright.ingest.codec.sparkplug.SparkplugHost;
import io.millwright.ingest.codec.sparkplug.Taken;
import io.millwright.ingest.codec.sparkplug.Tally;
import io.millwright.sim.load.LoadFleet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SparkplugMakerTest {
  private static final long NOW = 1_780_000_000_000L;

  /** What the service makes of it. */
  private static final class Heard implements Findings<Integer> {
    private final List<DecodedReading> readings = new ArrayList<>();
    private final List<RefusedMetrics> refused = new ArrayList<>();

    @Override
    public void taken(Integer message, Taken taken) {
      readings.addAll(taken.decoded().readings());
      refused.addAll(taken.refused());
    }

    @Override
    public void missed(String gateway, String topic, Taken taken) {
      throw new AssertionError("missed: " + topic);
    }

    @Override
    public void forgotten(String group, String edge) {
      throw new AssertionError("forgotten: " + edge);
    }

    @Override
    public void rebirth(String group, String edge) {
      throw new AssertionError("a rebirth");
    }

    @Override
    public void unmapped(String where, int metrics, List<String> examples) {
      throw new AssertionError(where + examples);
    }
  }

  @Test
  void theServiceUnderstandsEveryMessage() throws Exception {
    LoadFleet fleet = new LoadFleet("load", 2, 90);
    SparkplugMaker maker = new SparkplugMaker(fleet, 1, 50);
    SparkplugHost<Integer> host =
        new SparkplugHost<>(MappingReader.read(SparkplugMaker.MAPPING), new Tally());
    Heard heard = new Heard();
    int births = 1 + fleet.assets() - fleet.firstAsset(1);
    for (int i = 0; i < births + 600; i++) {
      byte[] payload = maker.next(NOW + i / 10);
      host.take(maker.topic(), payload, i, 0, NOW + i / 10, heard);
    }
    assertThat(heard.refused).isEmpty();
    int defined = 90 - fleet.firstMeter(fleet.firstAsset(1));
    assertThat(heard.readings).hasSize(defined + 600 * 50);
    Set<String> keys = new HashSet<>();
    for (DecodedReading reading : heard.readings) {
      assertThat(keys.add(reading.asset() + reading.meter() + reading.timeMillis()))
          .as("a meter and a time of its own: %s", reading)
          .isTrue();
    }
  }
}
