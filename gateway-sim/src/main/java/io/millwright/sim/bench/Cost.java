package io.millwright.sim.bench;

import io.millwright.sim.load.LoadSecond;
import io.millwright.sim.load.LoadWatch;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads, around what is measured of a run, what each process spent and what was stored. */
final class Cost implements LoadWatch {
  private final BenchConsumer consumer;
  private final long postmaster;
  private final @Nullable Mosquitto broker;
  private final PrintWriter err;
  private final Runnable atStart;

  private final Map<String, Double> before = new LinkedHashMap<>();
  private final Map<String, Double> after = new LinkedHashMap<>();
  private Map<String, Double> threadsBefore = new TreeMap<>();
  private Map<String, Double> threadsAfter = new TreeMap<>();
  private long storedBefore;
  private long storedAfter;
  private long began;
  private long ended;
  private double maxHeap;

  /**
   * Looks on at a run.
   *
   * @param consumer stores
   * @param postmaster PostgreSQL's process, or 0 when it is elsewhere
   * @param broker in between, or null
   * @param err takes a line a second
   * @param atStart is run when the warm-up is over
   */
  Cost(
      BenchConsumer consumer,
      long postmaster,
      @Nullable Mosquitto broker,
      PrintWriter err,
      Runnable atStart) {
    this.atStart = atStart;
    this.consumer = consumer;
    this.postmaster = postmaster;
    this.broker = broker;
    this.err = err;
  }

  @Override
  public void second(LoadSecond second) {
    err.println(second);
    err.flush();
    try {
      maxHeap = Math.max(maxHeap, consumer.heapMebibytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void measuring() {
    atStart.run();
    began = System.nanoTime();
    storedBefore = look(before);
    threadsBefore = threads();
  }

  @Override
  public void measured() {
    ended = System.nanoTime();
    storedAfter = look(after);
    threadsAfter = threads();
  }

  private long look(Map<String, Double> into) {
    try {
      into.put(Measured.SERVICE, ProcessCpu.seconds(consumer.pid()));
      into.put(Measured.LOAD, ProcessCpu.seconds(ProcessHandle.current().pid()));
      if (postmaster > 0) {
        into.put(Measured.POSTGRES, ProcessCpu.secondsWithChildren(postmaster));
      }
      if (broker != null) {
        into.put(Measured.BROKER, ProcessCpu.seconds(broker.pid()));
      }
      return consumer.stored();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private Map<String, Double> threads() {
    try {
      return ProcessCpu.secondsByThread(consumer.pid());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Readings that the consumer stored a second. */
  double storedPerSecond() {
    return (storedAfter - storedBefore) / ((ended - began) / 1e9);
  }

  /** Adds microseconds a stored reading of each process, and the consumer's memory. */
  void addTo(Measured measured) throws IOException {
    double readings = Math.max(1.0, (double) storedAfter - storedBefore);
    after.forEach(
        (name, seconds) ->
            measured.with(name, (seconds - before.getOrDefault(name, 0.0)) * 1e6 / readings));
    if (!Double.isNaN(maxHeap)) {
      measured.with(Measured.HEAP, maxHeap);
    }
    measured.with(Measured.RSS, (double) ProcessCpu.peakMebibytes(consumer.pid()));
  }

  /** Prints what the consumer's threads spent, in microseconds a stored reading. */
  void printThreads(PrintWriter out) {
    double readings = Math.max(1.0, (double) storedAfter - storedBefore);
    threadsAfter.forEach(
        (name, seconds) -> {
          double micros = (seconds - threadsBefore.getOrDefault(name, 0.0)) * 1e6 / readings;
          if (micros >= 0.005) {
            out.printf("  %-24s %8.2f us a reading%n", name, micros);
          }
        });
  }
}
