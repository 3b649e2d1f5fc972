package io.millwright.ingest.pipeline;

import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A message whose parts went to several shards: it is settled when the last part is durable. Parts
 * are counted down on any thread.
 */
final class MessageInFlight {
  private static final Logger LOG = LoggerFactory.getLogger(MessageInFlight.class);

  // Not the message itself: its payload would stay in memory until the commit.
  private final String gateway;
  private final String topic;
  private final long receivedNanos;
  private final Acknowledgement acknowledgement;
  private final Settlement settlement;
  private final PipelineMetrics metrics;
  private final AtomicInteger open;

  MessageInFlight(Inbound message, Settlement settlement, int parts, PipelineMetrics metrics) {
    this.gateway = message.gateway();
    this.topic = message.topic();
    this.receivedNanos = message.receivedNanos();
    this.acknowledgement = message.acknowledgement();
    this.settlement = settlement;
    this.metrics = metrics;
    this.open = new AtomicInteger(parts);
  }

  String gateway() {
    return gateway;
  }

  String topic() {
    return topic;
  }

  long receivedNanos() {
    return receivedNanos;
  }

  /** One part is durable. */
  void partDone() {
    if (open.decrementAndGet() > 0) {
      return;
    }
    metrics.settled(System.nanoTime() - receivedNanos);
    try {
      acknowledgement.settled(settlement);
    } catch (RuntimeException e) {
      // It is committed. Should the sender not hear of it, it sends again, which does nothing.
      LOG.error("Gateway {} cannot be told of a commit; it will send again", gateway, e);
    }
  }
}
