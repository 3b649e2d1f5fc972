package io.millwright.sim.soak;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The system's clock, which somebody sets wrong. Any thread. */
final class SteppedClock implements InstantSource {
  private volatile Duration offset = Duration.ZERO;

  void stepTo(Duration newOffset) {
    offset = newOffset;
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(offset);
  }
}
