package io.millwright.sim.load;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * A second of a run, or the whole of what is measured.
 *
 * @param atSeconds since the beginning, at its end
 * @param warmingUp whether it does not count
 * @param sent messages
 * @param acknowledged messages
 * @param inFlight messages without an answer, at its end
 * @param p50 publish to acknowledgement in ms, from the moment it was due
 * @param p99 the same
 * @param max the same
 */
public record LoadSecond(
    double atSeconds,
    boolean warmingUp,
    long sent,
    long acknowledged,
    long inFlight,
    double p50,
    double p99,
    double max) {
  static LoadSecond of(
      double at, boolean warmingUp, long sent, long acknowledged, long open, Histogram latencies) {
    return new LoadSecond(
        at,
        warmingUp,
        sent,
        acknowledged,
        open,
        latencies.getValueAtPercentile(50) / 1e6,
        latencies.getValueAtPercentile(99) / 1e6,
        latencies.getMaxValue() / 1e6);
  }

  /** One line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%6.1f s  sent %,9d  acked %,9d  in flight %,7d  p50 %8.2f ms  p99 %8.2f ms  max %8.2f"
            + " ms%s",
        atSeconds,
        sent,
        acknowledged,
        inFlight,
        p50,
        p99,
        max,
        warmingUp ? "  (warm-up)" : "");
  }
}
