package io.millwright.rules.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Readings that raise nothing, which nearly all are: one operation is one reading. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(QuietPath.READINGS)
@SuppressWarnings("NullAway.Init") // JMH fills the parameters and calls the set-up.
public class QuietPath {
  static final int READINGS = 100_000;

  /** What both are measured on. */
  @State(Scope.Thread)
  public static class Readings {
    /** How many assets there are. */
    @Param({"1000", "10000", "100000"})
    public int assets;

    /** How their rules are spread. */
    @Param({"PRESS", "PUMP"})
    public Shape shape;

    ReadingStream stream;

    /** Begins the stream. */
    @Setup
    public void begin() {
      stream = new ReadingStream(shape, assets);
    }
  }

  /** The folds. */
  @State(Scope.Thread)
  public static class Folds {
    Fleet fleet;

    /** Builds the folds. */
    @Setup
    public void begin(Readings readings) {
      fleet = new Fleet(readings.shape, readings.assets);
    }
  }

  /** The arrays. */
  @State(Scope.Thread)
  public static class Arrays {
    HandWritten arrays;

    /** Builds the arrays. */
    @Setup
    public void begin(Readings readings) {
      arrays = new HandWritten(readings.shape, readings.assets);
    }
  }

  /** Millwright's fold. */
  @Benchmark
  public void fold(Readings readings, Folds folds) {
    folds.fleet.take(readings.stream, READINGS);
  }

  /** The ceiling. */
  @Benchmark
  public void arrays(Readings readings, Arrays arrays) {
    arrays.arrays.take(readings.stream, READINGS);
  }
}
