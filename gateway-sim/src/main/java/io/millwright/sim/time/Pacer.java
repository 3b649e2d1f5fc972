package io.millwright.sim.time;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Holds a rate: whoever is early waits, whoever is late goes on at once. One thread. */
public final class Pacer {
  private static final long SHORTEST_PAUSE_NANOS = 1_000_000;

  private final double perSecond;
  private final LongSupplier nanos;
  private final Pause pause;
  private final long origin;
  private long done;

  /**
   * Starts now.
   *
   * @param perSecond the rate, above 0; infinite: as fast as it goes
   * @param nanos real time, such as {@code System::nanoTime}
   * @param pause lets real time pass
   */
  public Pacer(double perSecond, LongSupplier nanos, Pause pause) {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("The rate must be above 0, not " + perSecond);
    }
    this.perSecond = perSecond;
    this.nanos = nanos;
    this.pause = pause;
    this.origin = nanos.getAsLong();
  }

  /**
   * Waits until it is time for the next ones.
   *
   * @param count how many they are
   * @throws InterruptedException when interrupted
   */
  public void await(int count) throws InterruptedException {
    long due = (long) (done / perSecond * 1e9);
    long early = due - (nanos.getAsLong() - origin);
    if (early >= SHORTEST_PAUSE_NANOS) {
      pause.pause(Duration.ofNanos(early));
    }
    done += count;
  }
}
