package io.millwright.ingest.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff =
      new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), new SplittableRandom(1));

  @Test
  void doublesUpToTheCap() {
    assertThat(backoff.ceiling(1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(backoff.ceiling(2)).isEqualTo(Duration.ofSeconds(2));
    assertThat(backoff.ceiling(9)).isEqualTo(Duration.ofSeconds(256));
    assertThat(backoff.ceiling(10)).isEqualTo(Duration.ofMinutes(5));
    for (int failures : new int[] {33, 34, 35, 63, 64, 65, 1_000_000, Integer.MAX_VALUE}) {
      assertThat(backoff.ceiling(failures)).isEqualTo(Duration.ofMinutes(5));
    }
  }

  @Test
  void drawsFromTheWholeRange() {
    Duration shortest = Duration.ofDays(1);
    Duration longest = Duration.ZERO;
    for (int i = 0; i < 10_000; i++) {
      Duration delay = backoff.delay(4);
      assertThat(delay).isBetween(Duration.ZERO, Duration.ofSeconds(8));
      shortest = delay.compareTo(shortest) < 0 ? delay : shortest;
      longest = delay.compareTo(longest) > 0 ? delay : longest;
    }
    assertThat(shortest).isLessThan(Duration.ofMillis(100));
    assertThat(longest).isGreaterThan(Duration.ofMillis(7_900));
  }

  @Test
  void refusesLimitsThatMakeNoSense() {
    assertThatThrownBy(
            () -> new Backoff(Duration.ZERO, Duration.ofSeconds(1), new SplittableRandom(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1), new SplittableRandom(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
