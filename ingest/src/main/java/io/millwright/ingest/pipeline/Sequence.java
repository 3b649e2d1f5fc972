package io.millwright.ingest.pipeline;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers the log. Shards share it, so that the order of one asset's events survives a new split.
 */
final class Sequence {
  private final AtomicLong last;

  Sequence(long last) {
    this.last = new AtomicLong(last);
  }

  long next() {
    return last.incrementAndGet();
  }

  long last() {
    return last.get();
  }
}
