package io.millwright.sim.soak;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Lets so many bytes a second pass, in the order in which threads ask. Any thread. */
final class Throttle {
  private static final double BURST_SECONDS = 0.05;

  private final AtomicLong passed = new AtomicLong();
  private long bytesPerSecond;
  private long freeAtNanos = System.nanoTime();

  synchronized void set(long rate) {
    bytesPerSecond = rate;
    freeAtNanos = System.nanoTime();
  }

  /** Blocks until these bytes may pass. */
  void pass(int bytes) throws InterruptedException {
    long wait = reserve(bytes) - System.nanoTime();
    if (wait > 0) {
      TimeUnit.NANOSECONDS.sleep(wait);
    }
    passed.addAndGet(bytes);
  }

  private synchronized long reserve(int bytes) {
    if (bytesPerSecond == 0) {
      return System.nanoTime();
    }
    long earliest = System.nanoTime() - (long) (BURST_SECONDS * 1e9);
    freeAtNanos = Math.max(freeAtNanos, earliest) + bytes * 1_000_000_000L / bytesPerSecond;
    return freeAtNanos;
  }

  long passed() {
    return passed.get();
  }
}
