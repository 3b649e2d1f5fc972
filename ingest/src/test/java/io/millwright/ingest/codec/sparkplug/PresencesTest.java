package io.millwright.ingest.codec.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.codec.DecodedFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PresencesTest {
  private final List<@Nullable DecodedFault> told = new ArrayList<>();

  @Test
  void deathsOfMadeUpDevicesAreToldButFillNoMemory() {
    Presences presences = new Presences();
    for (int i = 0; i < 3 * Presences.MOST; i++) {
      told.add(presences.died("made-up-" + i, "made-up-" + i, i, "dead"));
    }
    assertThat(presences.size()).isEqualTo(Presences.MOST);
    assertThat(told).hasSize(3 * Presences.MOST).doesNotContainNull();
  }

  @Test
  void neitherDoThoseOfManyDevicesOfOneAsset() {
    Presences presences = new Presences();
    for (int i = 0; i < 3 * Presences.MOST; i++) {
      told.add(presences.died("P1", "made-up-" + i, i, "dead"));
    }
    assertThat(presences.size()).isEqualTo(Presences.MOST);
    assertThat(told).filteredOn(Objects::nonNull).hasSize(1);
  }
}
