package io.millwright.ingest.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void doublesWithJitterUpToHalfAMinuteAndStartsAgain() {
    Backoff backoff = new Backoff(new SplittableRandom(1));
    long limit = 500;
    for (int i = 0; i < 100; i++) {
      assertThat(backoff.nextMillis()).isBetween(limit / 2, limit);
      limit = Math.min(30_000, limit * 2);
    }
    backoff.succeeded();
    assertThat(backoff.nextMillis()).isBetween(250L, 500L);
  }
}
