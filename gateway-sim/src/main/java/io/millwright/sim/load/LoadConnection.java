package io.millwright.sim.load;

import io.millwright.sim.wire.WireClient;
import io.millwright.sim.wire.WireListener;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One gateway of a run. Its messages' tokens are the moments at which they were to be sent. In a
 * closed loop it publishes on its event loop, in an open one on the pacer's thread.
 */
final class LoadConnection implements WireListener {
  private final LoadPlan plan;
  private final MessageMaker maker;
  private final LoadCounts counts;
  private final AtomicReference<Throwable> failure;
  private volatile @Nullable WireClient client;
  private volatile boolean answering;

  LoadConnection(
      LoadPlan plan, MessageMaker maker, LoadCounts counts, AtomicReference<Throwable> failure) {
    this.plan = plan;
    this.maker = maker;
    this.counts = counts;
    this.failure = failure;
  }

  void connected(WireClient connection) {
    client = connection;
  }

  /** Publishes for each answer from now on, or stops doing so. */
  void answerWithMessages(boolean on) {
    answering = on;
  }

  /** Fills the window. On any thread, because a closed loop begins on another than it goes on. */
  void fill() {
    synchronized (maker) {
      while (hasRoom()) {
        publish(System.nanoTime());
      }
    }
  }

  /** Whether another message may be handed over. */
  boolean hasRoom() {
    WireClient connection = client;
    if (connection == null) {
      return false;
    }
    return plan.qos() == 0
        ? connection.isWritable() && connection.waiting() < plan.window()
        : connection.room() > 0 && connection.inFlight() < plan.window();
  }

  /** Publishes the next message. */
  void publish(long intendedNanos) {
    WireClient connection = client;
    if (connection == null) {
      throw new IllegalStateException("Not connected");
    }
    byte[] payload = maker.next(System.currentTimeMillis());
    counts.sent();
    connection.publish(maker.topic(), payload, plan.qos(), intendedNanos);
  }

  /** Messages without an answer; of QoS 0, those that were not written. */
  int open() {
    WireClient connection = client;
    return connection == null ? 0 : plan.qos() == 0 ? connection.waiting() : connection.inFlight();
  }

  @Override
  public void acknowledged(long token, int reasonCode) {
    counts.answered(reasonCode, System.nanoTime() - token);
    if (answering) {
      try {
        fill();
      } catch (IllegalStateException tooFewMeters) {
        failure.compareAndSet(null, tooFewMeters);
        answering = false;
      }
    }
  }

  @Override
  public void closed(@Nullable Throwable cause) {
    answering = false;
    if (cause != null) {
      failure.compareAndSet(
          null, new IOException("A connection ended during the run: " + cause.getMessage(), cause));
    }
  }

  void close() {
    WireClient connection = client;
    if (connection != null) {
      connection.close().toCompletableFuture().join();
    }
  }
}
