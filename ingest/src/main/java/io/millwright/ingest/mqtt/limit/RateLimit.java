package io.millwright.ingest.mqtt.limit;

import io.millwright.ingest.mqtt.socket.Gate;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Slows a gateway down to its rate: above it, the socket is not read until the debt is paid.
 * Nothing is dropped. Stands behind the {@link Gate}. On the channel's event loop.
 */
public final class RateLimit extends ChannelInboundHandlerAdapter {
  private static final int HEADER_BYTES = 2;

  /** Shorter stops would cost more than they keep off. */
  private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final GatewayQuota quota;
  private final Gate gate;
  private final Runnable slowed;
  private boolean stopped;

  /**
   * A limit for one connection.
   *
   * @param quota its gateway's
   * @param gate is shut meanwhile
   * @param slowed told each time it is shut
   */
  public RateLimit(GatewayQuota quota, Gate gate, Runnable slowed) {
    this.quota = quota;
    this.gate = gate;
    this.slowed = slowed;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object packet) {
    if (packet instanceof MqttMessage message && message.fixedHeader() != null) {
      int bytes = HEADER_BYTES + message.fixedHeader().remainingLength();
      long wait = quota.take(bytes, System.nanoTime());
      if (wait > 0 && !stopped) {
        stop(context, wait);
      }
    }
    context.fireChannelRead(packet);
  }

  private void stop(ChannelHandlerContext context, long nanos) {
    stopped = true;
    gate.set(Gate.Reason.RATE, true);
    slowed.run();
    ScheduledFuture<?> unused =
        context
            .executor()
            .schedule(this::goOn, Math.max(nanos, SHORTEST_NANOS), TimeUnit.NANOSECONDS);
  }

  private void goOn() {
    stopped = false;
    gate.set(Gate.Reason.RATE, false);
  }
}
