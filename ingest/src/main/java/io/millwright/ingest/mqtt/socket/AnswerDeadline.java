package io.millwright.ingest.mqtt.socket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection whose client has not read our answers for a time: it is gone without a word, or
 * holds our buffers on purpose. On the channel's event loop.
 */
public final class AnswerDeadline extends ChannelInboundHandlerAdapter {
  private final Duration patience;
  private final Runnable late;
  private @Nullable ScheduledFuture<?> deadline;

  public AnswerDeadline(Duration patience, Runnable late) {
    this.patience = patience;
    this.late = late;
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
    if (!context.channel().isWritable()) {
      deadline = context.executor().schedule(late, patience.toMillis(), TimeUnit.MILLISECONDS);
    }
    context.fireChannelWritabilityChanged();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (deadline != null) {
      deadline.cancel(false);
    }
  }
}
