package io.millwright.ingest.pipeline;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
  private final List<FlowControl> sources = new CopyOnWriteArrayList<>();
  private volatile boolean paused;

  /**
   * Creates it empty.
   *
   * @param high items above which sources are paused
   */
  Backlog(int high) {
    this.high = high;
    this.low = high / 2;
  }

  void register(FlowControl source) {
    sources.add(source);
    synchronized (this) {
      if (paused) {
        source.pause();
      }
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
      set(true);
    }
  }

  void remove(int items) {
    if (waiting.addAndGet(-items) < low && paused) {
      set(false);
    }
  }

  private synchronized void set(boolean pause) {
    int now = waiting.get();
    // The count may have crossed back while this thread waited for its turn.
    if (pause == paused || (pause ? now <= low : now > high)) {
      return;
    }
    paused = pause;
    LOG.info(pause ? "Queue full ({} waiting): sources paused" : "Sources resumed", now);
    for (FlowControl source : sources) {
      if (pause) {
        source.pause();
      } else {
        source.resume();
      }
    }
  }
}
