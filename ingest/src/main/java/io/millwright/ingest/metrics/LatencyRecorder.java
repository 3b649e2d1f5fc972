package io.millwright.ingest.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Records durations without losing the tail: an HdrHistogram with three significant digits, from 1
 * microsecond to one hour; longer ones count as one hour. Any thread may call any method.
 */
public final class LatencyRecorder {
  private static final long HIGHEST_MICROS = TimeUnit.HOURS.toMicros(1);
  private static final int DIGITS = 3;
  private static final double MICROS_PER_MILLI = 1_000.0;
  private static final double MILLIS_PER_SECOND = 1_000.0;

  private final Recorder recorder = new Recorder(HIGHEST_MICROS, DIGITS);
  private final Histogram total = new Histogram(HIGHEST_MICROS, DIGITS);

  /**
   * Starts recording and registers a gauge {@code <name>.seconds} for each of the quantiles 0.5,
   * 0.99 and 1, over everything recorded so far.
   *
   * @param name the metric's name, such as {@code millwright.dispatch.latency}
   * @param meters where the gauges go
   */
  public LatencyRecorder(String name, MeterRegistry meters) {
    for (double quantile : new double[] {0.5, 0.99, 1}) {
      Gauge.builder(name + ".seconds", this, r -> r.millisAt(quantile) / MILLIS_PER_SECOND)
          .tag("quantile", quantile == 1 ? "1" : Double.toString(quantile))
          .strongReference(true)
          .register(meters);
    }
  }

  /**
   * Records one duration. Does not block.
   *
   * @param nanos the duration in nanoseconds; below 0 counts as 0
   */
  public void record(long nanos) {
    long micros = TimeUnit.NANOSECONDS.toMicros(Math.max(0, nanos));
    recorder.recordValue(Math.min(micros, HIGHEST_MICROS));
  }

  /**
   * Returns everything recorded since the start.
   *
   * @return count and milliseconds; all zero when nothing was recorded
   */
  public synchronized Snapshot snapshot() {
    total.add(recorder.getIntervalHistogram());
    return new Snapshot(total.getTotalCount(), at(0.5), at(0.99), at(1));
  }

  private synchronized double millisAt(double quantile) {
    total.add(recorder.getIntervalHistogram());
    return at(quantile);
  }

  private double at(double quantile) {
    return total.getValueAtPercentile(quantile * 100) / MICROS_PER_MILLI;
  }

  /**
   * What was recorded.
   *
   * @param count how many durations
   * @param p50 the median, in milliseconds
   * @param p99 the 99th percentile, in milliseconds
   * @param max the longest, in milliseconds
   */
  public record Snapshot(long count, double p50, double p99, double max) {}
}
