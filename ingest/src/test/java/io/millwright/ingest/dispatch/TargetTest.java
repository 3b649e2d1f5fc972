package io.millwright.ingest.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

  @Test
  void mayHaveNoUrl() {
    assertThat(Target.of("cmms", null, null).uri()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cmms.example", "ftp://cmms.example/", "/orders", "mailto:a@b.example"})
  void needsAnHttpUrl(String url) {
    assertThatThrownBy(() -> Target.of("cmms", url, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MILLWRIGHT_CMMS_URL");
  }

  @Test
  void doesNotRepeatThePasswordOfAUrl() {
    assertThatThrownBy(() -> Target.of("fsm", "https://me:hunter2@fsm.example/orders", null))
        .hasMessageContaining("MILLWRIGHT_FSM_URL")
        .hasMessageNotContaining("hunter2");
  }
}
