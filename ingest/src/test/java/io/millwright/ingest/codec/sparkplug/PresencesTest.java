package io.millwright.ingest.codec.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.codec.DecodedFault;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.Payload;
import org.junit.jupiter.api.Test;

class PresencesTest {
  private final MessageParts parts = new MessageParts(Payload.getDefaultInstance());

  @Test
  void deathsOfMadeUpDevicesAreToldButFillNoMemory() {
    Presences presences = new Presences();
    for (int i = 0; i < 3 * Presences.MOST; i++) {
      presences.died("made-up-" + i, "made-up-" + i, i, "dead", parts);
    }
    assertThat(presences.size()).isEqualTo(Presences.MOST);
    assertThat(parts.decoded().faults()).hasSize(3 * Presences.MOST);
  }

  @Test
  void neitherDoThoseOfManyDevicesOfOneAsset() {
    Presences presences = new Presences();
    for (int i = 0; i < 3 * Presences.MOST; i++) {
      presences.died("P1", "made-up-" + i, i, "dead", parts);
    }
    assertThat(presences.size()).isEqualTo(Presences.MOST);
    assertThat(parts.decoded().faults()).extracting(DecodedFault::asset).containsExactly("P1");
  }
}
