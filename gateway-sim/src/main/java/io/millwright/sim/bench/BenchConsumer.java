package io.millwright.sim.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A process that takes messages of readings and stores them: Millwright's service, or a peer. */
interface BenchConsumer extends AutoCloseable {
  /** Its process. */
  Process process();

  /** How long it may take to end in order, in seconds. */
  int stopSeconds();

  /** Its process's number. */
  default long pid() {
    return process().pid();
  }

  /** Readings stored, counted from its start or from an empty table; only differences count. */
  long stored() throws IOException, InterruptedException;

  /** What its heap holds; NaN when it does not say. */
  double heapMebibytes() throws IOException, InterruptedException;

  /** Ends it as {@code kill -9} does, and waits until it is gone. */
  default void kill() throws InterruptedException {
    process().destroyForcibly().waitFor();
  }

  /** Ends it in order, so that it writes what it writes at its end. */
  @Override
  default void close() {
    process().destroy();
    try {
      if (!process().waitFor(stopSeconds(), TimeUnit.SECONDS)) {
        process().destroyForcibly();
      }
    } catch (InterruptedException e) {
      process().destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
