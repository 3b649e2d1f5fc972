package io.millwright.ingest.mqtt;

import io.micrometer.core.instrument.MeterRegistry;
import io.millwright.ingest.pipeline.Intake;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Stub. */
public final class BrokerSubscription {
  /** Stub. */
  public BrokerSubscription(
      Vertx vertx, BrokerSettings s, Intake intake, RandomGenerator random, MeterRegistry meters) {}

  /** Stub. */
  public void start() {}

  /** Stub. */
  public Optional<String> problem() {
    return Optional.empty();
  }

  /** Stub. */
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
