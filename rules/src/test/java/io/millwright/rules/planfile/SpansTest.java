package io.millwright.rules.planfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Period;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpansTest {
  @ParameterizedTest
  @CsvSource({
    "30 s,PT30S",
    "10min,PT10M",
    "90 Minutes,PT90M",
    "4 h,PT4H",
    "2 days,PT48H",
    "1 week,PT168H",
    "PT1H30M,PT90M",
    "0 s,PT0S",
    "3650 days,P3650D"
  })
  void durations(String text, Duration duration) {
    assertThat(Spans.duration(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @CsvSource({"14 days,P14D", "2 weeks,P14D", "6 months,P6M", "1 year,P1Y", "P1Y6M,P1Y6M"})
  void periods(String text, Period period) {
    assertThat(Spans.period(text)).isEqualTo(period);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "5 months", "-5 min", "PT-5M", "3651 days", "1.5 h", "PT99999999999999H"})
  void noDurations(String text) {
    assertThatThrownBy(() -> Spans.duration(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "6", "6 m", "5 h", "P6", "999999999 weeks", "P99999999999Y"})
  void noPeriods(String text) {
    assertThatThrownBy(() -> Spans.period(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }
}
