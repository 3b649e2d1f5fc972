package io.millwright.sim.bench;

import java.io.IOException;

/** A process that takes messages of readings and stores them: Millwright's service, or a peer. */
interface BenchConsumer extends AutoCloseable {
  /** Its process. */
  long pid();

  /** Readings stored, counted from its start or from an empty table; only differences count. */
  long stored() throws IOException, InterruptedException;

  /** What its heap holds; NaN when it does not say. */
  double heapMebibytes() throws IOException, InterruptedException;

  /** Ends it as {@code kill -9} does, and waits until it is gone. */
  void kill() throws InterruptedException;

  /** Ends it in order. */
  @Override
  void close();
}
