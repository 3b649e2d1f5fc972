package io.millwright.peers.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void argumentsAreNamed() {
    assertThat(Settings.of("--broker=tcp://h:1", "--batch=1", "--consumers=2", "--writers=3"))
        .isEqualTo(new Settings("tcp://h:1", 1, 100, 2, 3))
        .matches(Settings::commitsEach);
    assertThat(Settings.of("--broker=tcp://h:1").commitsEach()).isFalse();
  }

  @Test
  void whatIsWrongIsSaid() {
    assertThatThrownBy(() -> Settings.of("--batch=2")).hasMessageContaining("--broker=URL");
    assertThatThrownBy(() -> Settings.of("--broker=b", "batch=2")).hasMessageContaining("batch=2");
    assertThatThrownBy(() -> Settings.of("--broker=b", "--x=2")).hasMessageContaining("--x=2");
    assertThatThrownBy(() -> Settings.of("--broker=b", "--batch=0"))
        .hasMessageContaining("1 or more");
  }
}
