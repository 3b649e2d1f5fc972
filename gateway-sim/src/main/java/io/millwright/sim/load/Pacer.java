package io.millwright.sim.load;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Publishes by the clock, on a thread of its own: the gateways' moments are spread evenly. A
 * gateway whose window is full is left waiting and sends late, but its messages count from the
 * moment they were due. Without a rate (QoS 0 as fast as possible) a message is due whenever there
 * is room.
 */
final class Pacer implements Runnable {
  private static final long NAP_NANOS = 100_000;

  private final List<LoadConnection> connections;
  private final double intervalNanos;
  private final AtomicReference<Throwable> failure;
  private volatile boolean ended;

  Pacer(LoadPlan plan, List<LoadConnection> connections, AtomicReference<Throwable> failure) {
    this.connections = connections;
    this.intervalNanos = plan.isOpenLoop() ? connections.size() / plan.rate() * 1e9 : 0;
    this.failure = failure;
  }

  void end() {
    ended = true;
  }

  @Override
  public void run() {
    int count = connections.size();
    long[] turns = new long[count];
    long start = System.nanoTime();
    try {
      while (!ended) {
        boolean idle = true;
        for (int i = 0; i < count; i++) {
          LoadConnection connection = connections.get(i);
          long due = due(start, i, turns[i], count);
          if (due <= System.nanoTime() && connection.hasRoom()) {
            connection.publish(due);
            turns[i]++;
            idle = false;
          }
        }
        if (idle) {
          LockSupport.parkNanos(NAP_NANOS);
        }
      }
    } catch (IllegalStateException e) {
      failure.compareAndSet(null, e);
    }
  }

  private long due(long start, int index, long turn, int count) {
    return intervalNanos == 0
        ? System.nanoTime()
        : start + (long) (intervalNanos * (turn + (double) index / count));
  }
}
