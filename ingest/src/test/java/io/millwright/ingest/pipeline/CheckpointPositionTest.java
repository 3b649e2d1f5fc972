package io.millwright.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckpointPositionTest {
  @Test
  void recoveryStartsWhereTheSlowestShardIs() {
    CheckpointPosition position = new CheckpointPosition(3, 100);
    assertThat(position.smallestWith(0, 150)).isEqualTo(100);
    position.reached(0, 150);
    position.reached(1, 120);
    assertThat(position.smallestWith(2, 170)).isEqualTo(120);
    assertThat(position.smallestWith(1, 160)).isEqualTo(100);
  }

  @Test
  void aLoneShardIsItsOwnMeasure() {
    assertThat(new CheckpointPosition(1, 5).smallestWith(0, 9)).isEqualTo(9);
  }
}
