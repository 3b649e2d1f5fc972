package io.millwright.sim.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Simulated time that runs at a multiple of real time from the moment it is made. Any thread. */
public final class SimClock implements InstantSource {
  private final Instant start;
  private final double speed;
  private final LongSupplier nanos;
  private final long origin;

  /**
   * Starts the clock.
   *
   * @param start the simulated time now
   * @param speed simulated seconds in a real second, above 0
   * @param nanos real time, such as {@code System::nanoTime}
   */
  public SimClock(Instant start, double speed, LongSupplier nanos) {
    if (!(speed > 0) || Double.isInfinite(speed)) {
      throw new IllegalArgumentException("The speed must be above 0 and finite, not " + speed);
    }
    this.start = start;
    this.speed = speed;
    this.nanos = nanos;
    this.origin = nanos.getAsLong();
  }

  @Override
  public Instant instant() {
    return start.plusNanos((long) ((nanos.getAsLong() - origin) * speed));
  }

  /**
   * Returns how long it takes until a simulated time.
   *
   * @param time a simulated time
   * @return real time; zero when it has passed
   */
  public Duration realTimeUntil(Instant time) {
    double simulated = Duration.between(instant(), time).toMillis() * 1e6;
    return Duration.ofNanos(Math.max(0, (long) (simulated / speed)));
  }
}
