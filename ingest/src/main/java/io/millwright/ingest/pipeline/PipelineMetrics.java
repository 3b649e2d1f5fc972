package io.millwright.ingest.pipeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.millwright.ingest.metrics.LatencyRecorder;
import io.millwright.ingest.store.Committed;
import java.time.Duration;
import java.util.function.Supplier;

/** What the pipeline counts. Any thread. */
public final class PipelineMetrics {
  private final Counter settled;
  private final Counter stored;
  private final Counter duplicates;
  private final Counter quarantined;
  private final Counter raised;
  private final Counter shadows;
  private final Counter commitFailures;
  private final Counter refused;
  private final Counter rulesFailed;
  private final Timer commits;
  private final DistributionSummary batchSize;
  private final LatencyRecorder receivedToSettled;
  private final MeterRegistry registry;

  /**
   * Registers the meters.
   *
   * @param registry where
   */
  public PipelineMetrics(MeterRegistry registry) {
    this.registry = registry;
    settled = registry.counter("millwright.messages.settled");
    stored = registry.counter("millwright.readings", "outcome", "stored");
    duplicates = registry.counter("millwright.readings", "outcome", "duplicate");
    quarantined = registry.counter("millwright.readings", "outcome", "quarantined");
    raised = registry.counter("millwright.work.orders.raised");
    shadows = registry.counter("millwright.shadow.orders");
    commitFailures = registry.counter("millwright.commit.failures");
    rulesFailed =
        Counter.builder("millwright.rules.failed")
            .description("Readings, events and ticks that the rules failed on, by a defect")
            .register(registry);
    refused =
        Counter.builder("millwright.refused")
            .description("Readings, events and requests that the database refuses for good")
            .register(registry);
    commits =
        Timer.builder("millwright.commit")
            .publishPercentiles(0.5, 0.99)
            .description("Time to write and commit a batch")
            .register(registry);
    batchSize = registry.summary("millwright.batch.size");
    receivedToSettled = new LatencyRecorder("millwright.received.to.settled", registry);
  }

  void gauge(String name, Supplier<Number> value) {
    Gauge.builder(name, value).register(registry);
  }

  void settled(long nanos) {
    settled.increment();
    receivedToSettled.record(nanos);
  }

  void committed(Committed committed, int alreadyKnown, int items, long nanos) {
    stored.increment(committed.readings());
    duplicates.increment(committed.duplicates() + (double) alreadyKnown);
    quarantined.increment(committed.quarantined());
    raised.increment(committed.raised().size());
    batchSize.record(items);
    commits.record(Duration.ofNanos(nanos));
  }

  void quarantined(Committed committed) {
    quarantined.increment(committed.quarantined());
  }

  /** Orders that were recorded and not sent. */
  void shadowed(int orders) {
    shadows.increment(orders);
  }

  /** Readings that the fold knew, in a batch that had nothing else. */
  void known(int readings) {
    duplicates.increment(readings);
  }

  void commitFailed() {
    commitFailures.increment();
  }

  void rulesFailed() {
    rulesFailed.increment();
  }

  void refused() {
    refused.increment();
  }

  /** Readings stored since the start. */
  public long storedReadings() {
    return (long) stored.count();
  }

  /** Readings that had been stored before. */
  public long duplicateReadings() {
    return (long) duplicates.count();
  }

  /** What went to quarantine. */
  public long quarantinedReadings() {
    return (long) quarantined.count();
  }

  /** Work orders raised. */
  public long raisedOrders() {
    return (long) raised.count();
  }
}
