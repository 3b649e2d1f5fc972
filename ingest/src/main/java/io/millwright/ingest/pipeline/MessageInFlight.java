package io.millwright.ingest.pipeline;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A message whose parts went to several shards: it is settled when the last part is durable. Parts
 * are counted down on any thread.
 */
final class MessageInFlight {
  private final Inbound message;
  private final Settlement settlement;
  private final PipelineMetrics metrics;
  private final AtomicInteger open;

  MessageInFlight(Inbound message, Settlement settlement, int parts, PipelineMetrics metrics) {
    this.message = message;
    this.settlement = settlement;
    this.metrics = metrics;
    this.open = new AtomicInteger(parts);
  }

  String gateway() {
    return message.gateway();
  }

  String topic() {
    return message.topic();
  }

  long receivedNanos() {
    return message.receivedNanos();
  }

  /** One part is durable. */
  void partDone() {
    if (open.decrementAndGet() == 0) {
      metrics.settled(System.nanoTime() - message.receivedNanos());
      message.acknowledgement().settled(settlement);
    }
  }
}
