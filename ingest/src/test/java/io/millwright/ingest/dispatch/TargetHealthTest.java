package io.millwright.ingest.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.dispatch.Outcome.Symptom;
import io.millwright.ingest.retry.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TargetHealthTest {
  private static final Instant NOW = Instant.parse("2026-11-23T01:00:00Z");
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private TargetHealth health = health();

  @BeforeEach
  void setUp() {
    health = health();
  }

  private static TargetHealth health() {
    return new TargetHealth(8, 3, new Backoff(PAUSE, PAUSE, new SplittableRandom(7)));
  }

  @Test
  void sendsAllAtOnceWhileItIsUp() {
    assertThat(health.openSlots(NOW, 0)).isEqualTo(8);
    assertThat(health.openSlots(NOW, 8)).isZero();
  }

  @Test
  void pausesAfterFailuresInARowThenProbesWithOne() {
    fail(1, 2, 3);

    assertThat(health.isDown()).isTrue();
    assertThat(health.openSlots(health.pausedUntil().minusNanos(1), 0)).isZero();
    assertThat(health.openSlots(health.pausedUntil(), 0)).isEqualTo(1);
    assertThat(health.openSlots(health.pausedUntil(), 1)).isZero();
  }

  @Test
  void isUpAgainAfterAnAnswer() {
    fail(1, 2, 3);

    assertThat(health.answered()).isTrue();
    assertThat(health.answered()).isFalse();
    assertThat(health.openSlots(health.pausedUntil(), 0)).isEqualTo(8);
  }

  @Test
  void isNotBroughtDownByOneOrderThatFails() {
    fail(1, 1, 1, 1, 1, 1);

    assertThat(health.isDown()).isFalse();
  }

  @Test
  void isDownWhenOneOrderFindsItUnreachable() {
    for (int i = 0; i < 3; i++) {
      health.failed(NOW, new UUID(0, 1), Symptom.UNREACHABLE);
    }

    assertThat(health.isDown()).isTrue();
  }

  @Test
  void pausesAsLongAsAsked() {
    health.asked(NOW, Duration.ofSeconds(10));
    health.asked(NOW, Duration.ofSeconds(5));

    assertThat(health.openSlots(NOW.plusSeconds(9), 0)).isZero();
    assertThat(health.openSlots(NOW.plusSeconds(10), 0)).isEqualTo(8);
  }

  private void fail(int... orders) {
    for (int order : orders) {
      health.failed(NOW, new UUID(0, order), Symptom.AILING);
    }
  }
}
