package io.millwright.ingest.dispatch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millwright.ingest.metrics.LatencyRecorder;
import java.util.concurrent.atomic.AtomicInteger;

/** What the dispatcher counts. Any thread. */
final class DispatchMetrics {
  private final MeterRegistry meters;
  private final LatencyRecorder latency;

  /**
   * The metrics.
   *
   * @param meters where they go
   * @param latency from the arrival of the cause to the target's 2xx
   */
  DispatchMetrics(MeterRegistry meters, LatencyRecorder latency) {
    this.meters = meters;
    this.latency = latency;
  }

  /** Registers a target's number of waiting orders in memory, which is set through the result. */
  AtomicInteger waiting(String target) {
    AtomicInteger waiting = new AtomicInteger();
    Gauge.builder("millwright.dispatch.waiting", waiting, AtomicInteger::get)
        .description("Orders that wait for an attempt, in memory")
        .tag("target", target)
        .strongReference(true)
        .register(meters);
    return waiting;
  }

  /** Counts an attempt. */
  void attempted(String target, Outcome outcome) {
    meters
        .counter("millwright.dispatch.attempts", "target", target, "outcome", word(outcome))
        .increment();
  }

  /** Records how long an order took, when its cause is known. */
  void delivered(Waiting order) {
    if (order.causeNanos() != 0) {
      latency.record(System.nanoTime() - order.causeNanos());
    }
  }

  private static String word(Outcome outcome) {
    if (outcome instanceof Outcome.Delivered delivered) {
      return delivered.found() ? "found" : "delivered";
    }
    if (outcome instanceof Outcome.Failed failed) {
      return failed.symptom().word();
    }
    return outcome instanceof Outcome.Unsupported ? "unsupported" : "rejected";
  }
}
