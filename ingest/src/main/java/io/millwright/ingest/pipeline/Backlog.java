package io.millwright.ingest.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much waits in all shards, and the valve: above the high mark the sources stop reading from
 * their sockets, below the low mark they go on. This is what bounds memory while the database is
 * slow or away.
 */
final class Backlog {
  private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);

  private final int high;
  private final int low;
  private final AtomicInteger waiting = new AtomicInteger();
  // Guarded by this, as are the calls of the sources: a pause must not overtake a resume.
  private final List<FlowControl> sources = new ArrayList<>();
  private boolean closed;
  private volatile boolean paused;

  /**
   * Creates it empty.
   *
   * @param high items above which sources are paused, until half of them are left
   */
  Backlog(int high) {
    this.high = high;
    this.low = high / 2;
  }

  synchronized void register(FlowControl source) {
    sources.add(source);
    if (paused) {
      source.pause();
    }
  }

  int waiting() {
    return waiting.get();
  }

  boolean isPaused() {
    return paused;
  }

  void add(int items) {
    if (waiting.addAndGet(items) > high && !paused) {
      turn();
    }
  }

  void remove(int items) {
    if (waiting.addAndGet(-items) <= low && paused) {
      turn();
    }
  }

  /** Pauses the sources for good. */
  synchronized void close() {
    closed = true;
    turn();
  }

  /**
   * Moves the valve until it fits the count. The count is read after the valve was moved, and who
   * changes the count looks at the valve after that: so one of the two sees every crossing.
   */
  private synchronized void turn() {
    while (paused ? !closed && waiting.get() <= low : closed || waiting.get() > high) {
      paused = !paused;
      LOG.info(paused ? "Sources paused, {} waiting" : "Sources resumed, {} waiting", waiting);
      for (FlowControl source : sources) {
        if (paused) {
          source.pause();
        } else {
          source.resume();
        }
      }
    }
  }
}
