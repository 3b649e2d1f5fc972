package io.millwright.ingest.mqtt.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RefusedShareTest {
  private final SettableClock clock = new SettableClock(Instant.EPOCH);
  private final RefusedShare share = new RefusedShare(clock);

  private int takenOf(int attempts) {
    int taken = 0;
    for (int i = 0; i < attempts; i++) {
      taken += share.take("gw") ? 1 : 0;
    }
    return taken;
  }

  @Test
  void aFloodOfRefusedMessagesIsKeptInPartOnly() {
    assertThat(takenOf(10_000)).isEqualTo(RefusedShare.KEPT_AT_ONCE);
    clock.advance(Duration.ofSeconds(10));
    assertThat(takenOf(10_000)).isEqualTo(1);
    clock.advance(Duration.ofDays(1));
    assertThat(takenOf(10_000)).isEqualTo(RefusedShare.KEPT_AT_ONCE);
    assertThat(share.take("another")).isTrue();
  }
}
