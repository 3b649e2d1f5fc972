package io.millwright.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckpointPositionTest {
  @Test
  void recoveryStartsWhereTheSlowestShardIs() {
    CheckpointPosition position = new CheckpointPosition(3);
    position.reached(0, 150);
    position.reached(1, 120);
    assertThat(position.smallest()).as("nothing is known of the third").isZero();
    position.reached(2, 170);
    assertThat(position.smallest()).isEqualTo(120);
    position.reached(1, 160);
    assertThat(position.smallest()).isEqualTo(150);
  }
}
