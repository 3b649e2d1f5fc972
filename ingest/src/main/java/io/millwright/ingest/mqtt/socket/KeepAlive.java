package io.millwright.ingest.mqtt.socket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;

/**
 * Ends connections that are silent for one and a half keep-alive intervals (MQTT 5, 3.1.2.10), but
 * not while we are the one who does not read. Stands in for vertx-mqtt's handlers, which know
 * nothing of pauses and count packets, so that a large packet on a slow line would be silence.
 */
public final class KeepAlive extends IdleStateHandler {
  private static final String NAME = "millwrightKeepAlive";

  private final Gate gate;
  private final Runnable silent;

  private KeepAlive(int intervalSeconds, Gate gate, Runnable silent) {
    super(intervalSeconds * 1500L, 0, 0, TimeUnit.MILLISECONDS);
    this.gate = gate;
    this.silent = silent;
  }

  /**
   * Watches a channel.
   *
   * @param channel a context of the channel
   * @param intervalSeconds the keep-alive interval; 0 watches nothing
   * @param gate says whether we read
   * @param silent told when the peer is silent for too long, maybe repeatedly
   */
  public static void watch(
      ChannelHandlerContext channel, int intervalSeconds, Gate gate, Runnable silent) {
    if (intervalSeconds > 0) {
      channel.pipeline().addFirst(NAME, new KeepAlive(intervalSeconds, gate, silent));
    }
  }

  /** Counts from now: what the peer sent may still be in the socket's buffer. */
  public static void restart(ChannelHandlerContext channel) {
    KeepAlive watch = channel.pipeline().get(KeepAlive.class);
    if (watch != null) {
      watch.resetReadTimeout();
    }
  }

  @Override
  protected void channelIdle(ChannelHandlerContext context, IdleStateEvent event) {
    if (!gate.isShut()) {
      silent.run();
    }
  }
}
