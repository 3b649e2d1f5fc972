package io.millwright.ingest.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-23T01:00:00Z");

  @Test
  void readsSecondsAndDates() {
    assertThat(RetryAfter.parse(" 125 ", NOW)).contains(Duration.ofSeconds(125));
    assertThat(RetryAfter.parse("Mon, 23 Nov 2026 01:00:30 GMT", NOW))
        .contains(Duration.ofSeconds(30));
  }

  @Test
  void keepsWithinReason() {
    assertThat(RetryAfter.parse("Mon, 23 Nov 2026 00:00:00 GMT", NOW)).contains(Duration.ZERO);
    assertThat(RetryAfter.parse("999999999", NOW)).contains(RetryAfter.LONGEST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999999999999", "2026-11-23"})
  void ignoresWhatItCannotRead(String header) {
    assertThat(RetryAfter.parse(header, NOW)).isEmpty();
  }

  @Test
  void ignoresItsAbsence() {
    assertThat(RetryAfter.parse(null, NOW)).isEmpty();
  }
}
