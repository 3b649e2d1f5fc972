package io.millwright.ingest.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FormatsTest {
  private final Formats formats = new Formats(List.of(new NativeFormat()));

  @Test
  void aGatewayMayPublishBelowItsOwnPrefixOnly() {
    assertThat(formats.permits("gw-1", "millwright/v1/gw-1/readings")).isTrue();
    assertThat(formats.permits("gw-1", "millwright/v1/gw-10/readings")).isFalse();
    assertThat(formats.permits("gw-1", "site/7/engine/hours")).isFalse();
  }

  @Test
  void aTopicOfNoNotationSaysWhatToDo() {
    assertThat(formats.gateway("site/7/engine/hours")).isNull();
    assertThatThrownBy(() -> formats.decode("gw-1", "site/7/engine/hours", new byte[0], 0))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining("site/7/engine/hours")
        .hasMessageContaining("map the topic");
  }
}
