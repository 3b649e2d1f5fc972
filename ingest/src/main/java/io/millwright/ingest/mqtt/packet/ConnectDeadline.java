package io.millwright.ingest.mqtt.packet;

import io.millwright.ingest.mqtt.socket.SocketAccess;
import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a socket whose CONNECT is not complete in time, however busily it sends. vertx-mqtt
 * removes it by its name when the CONNECT is there. On the channel's event loop.
 */
final class ConnectDeadline extends ChannelHandlerAdapter {
  static final String NAME = "idle";

  private final Duration patience;
  private final Runnable late;
  private @Nullable ScheduledFuture<?> deadline;

  /**
   * A deadline that starts to run when it is added to a pipeline.
   *
   * @param patience how long
   * @param late told when the socket is closed for it
   */
  ConnectDeadline(Duration patience, Runnable late) {
    this.patience = patience;
    this.late = late;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    deadline =
        context
            .executor()
            .schedule(() -> missed(context), patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void missed(ChannelHandlerContext context) {
    late.run();
    SocketAccess.close(context);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (deadline != null) {
      deadline.cancel(false);
    }
  }
}
