package io.millwright.ingest.mqtt.answer;

import io.netty.channel.ChannelHandlerContext;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way back of one connection: from settlements on any thread to answers on its event loop, with
 * one task and one flush for all that is settled meanwhile, for a commit settles many.
 */
public final class SettledMessages {
  private final ChannelHandlerContext channel;
  private final Consumer<PendingMessage> answer;
  private final Queue<PendingMessage> queue = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();

  /**
   * The settled messages of a connection.
   *
   * @param channel a context of its channel
   * @param answer writes an answer without flushing, on the channel's event loop
   */
  public SettledMessages(ChannelHandlerContext channel, Consumer<PendingMessage> answer) {
    this.channel = channel;
    this.answer = answer;
  }

  /** Takes a message that is durable. Any thread. */
  void add(PendingMessage message) {
    queue.add(message);
    if (channel.channel().isActive() && scheduled.compareAndSet(false, true)) {
      channel.executor().execute(this::answerAll);
    }
  }

  /** Answers all that is settled. On the channel's event loop. */
  public void answerAll() {
    scheduled.set(false);
    @Nullable PendingMessage message = queue.poll();
    if (message == null) {
      return;
    }
    for (; message != null; message = queue.poll()) {
      answer.accept(message);
    }
    channel.flush();
  }
}
