package io.millwright.ingest.mqtt;

import io.millwright.ingest.pipeline.FlowControl;
import io.millwright.ingest.pipeline.Inbound;
import io.millwright.ingest.pipeline.Intake;
import io.millwright.ingest.pipeline.Refusal;
import io.millwright.ingest.pipeline.Settlement;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An intake that settles when told to, or at once. */
public final class HoldingIntake implements Intake {
  private final BlockingQueue<Inbound> held = new LinkedBlockingQueue<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private final List<FlowControl> sources = new CopyOnWriteArrayList<>();
  private final List<String> refused = new CopyOnWriteArrayList<>();
  private volatile boolean settleAtOnce;

  @Override
  public void accept(Inbound message) {
    accepted.incrementAndGet();
    if (settleAtOnce) {
      message.acknowledgement().settled(Settlement.STORED);
    } else {
      held.add(message);
    }
  }

  @Override
  public void refuse(Inbound message, Refusal refusal, String detail, int size) {
    refused.add(refusal + " " + message.topic() + " " + message.payload().length + "/" + size);
    message.acknowledgement().settled(Settlement.NOT_AUTHORISED);
  }

  /**
   * What was refused since the last time, each as its reason, topic, bytes kept and bytes in all.
   */
  public List<String> refused() {
    List<String> all = List.copyOf(refused);
    refused.removeAll(all);
    return all;
  }

  @Override
  public void register(FlowControl source) {
    sources.add(source);
  }

  public void settleAtOnce(boolean atOnce) {
    settleAtOnce = atOnce;
  }

  public int accepted() {
    return accepted.get();
  }

  public List<FlowControl> sources() {
    return sources;
  }

  /** Waits for the next message, a minute at most. */
  public Inbound next() {
    try {
      Inbound message = held.poll(1, TimeUnit.MINUTES);
      if (message == null) {
        throw new AssertionError("No message within a minute");
      }
      return message;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for the next message. */
  public Inbound take() {
    try {
      return held.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for the next message and settles it. */
  public String settleNext(Settlement settlement) {
    Inbound message = next();
    message.acknowledgement().settled(settlement);
    return new String(message.payload(), StandardCharsets.UTF_8);
  }

  public void settleAll() {
    Inbound message;
    while ((message = held.poll()) != null) {
      message.acknowledgement().settled(Settlement.STORED);
    }
  }
}
