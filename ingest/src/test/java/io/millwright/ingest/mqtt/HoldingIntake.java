package io.millwright.ingest.mqtt;

import io.millwright.ingest.pipeline.FlowControl;
import io.millwright.ingest.pipeline.Inbound;
import io.millwright.ingest.pipeline.Intake;
import io.millwright.ingest.pipeline.Settlement;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** An intake that settles when told to, or at once. */
final class HoldingIntake implements Intake {
  private final ConcurrentLinkedQueue<Inbound> held = new ConcurrentLinkedQueue<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private final List<FlowControl> sources = new CopyOnWriteArrayList<>();
  private volatile boolean settleAtOnce;

  @Override
  public void accept(Inbound message) {
    if (settleAtOnce) {
      message.acknowledgement().settled(Settlement.STORED);
    } else {
      held.add(message);
    }
    accepted.incrementAndGet();
  }

  @Override
  public void register(FlowControl source) {
    sources.add(source);
  }

  void settleAtOnce(boolean atOnce) {
    settleAtOnce = atOnce;
  }

  int accepted() {
    return accepted.get();
  }

  List<FlowControl> sources() {
    return sources;
  }

  /** Waits for the next message. */
  Inbound next() {
    if (held.isEmpty()) {
      Awaitility.await()
          .atMost(10, TimeUnit.SECONDS)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> !held.isEmpty());
    }
    return held.remove();
  }

  /** Waits for the next message and settles it. */
  String settleNext(Settlement settlement) {
    Inbound message = next();
    message.acknowledgement().settled(settlement);
    return new String(message.payload(), StandardCharsets.UTF_8);
  }

  void settleAll() {
    Inbound message;
    while ((message = held.poll()) != null) {
      message.acknowledgement().settled(Settlement.STORED);
    }
  }
}
