package io.millwright.sim.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnAckVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the server says on one connection. On its event loop, but {@link #end}. */
final class WireHandler extends ChannelInboundHandlerAdapter {
  private static final int CONNACK_SECONDS = 60;

  private final WireOptions options;
  private final Outbox outbox;
  private final WireListener listener;
  private final CompletableFuture<Void> accepted = new CompletableFuture<>();
  private @Nullable Throwable cause;
  private @Nullable Future<?> connackDeadline;
  private boolean pinged;
  private volatile boolean ending;
  private volatile boolean sessionPresent;

  WireHandler(WireOptions options, Outbox outbox, WireListener listener) {
    this.options = options;
    this.outbox = outbox;
    this.listener = listener;
  }

  /** Completes with the CONNACK, or fails with why there was none. */
  CompletableFuture<Void> accepted() {
    return accepted;
  }

  boolean sessionPresent() {
    return sessionPresent;
  }

  /** Ends the connection. Any thread. */
  CompletionStage<Void> end(Channel channel, boolean politely) {
    ending = true;
    CompletableFuture<Void> closed = new CompletableFuture<>();
    ChannelFuture unusedClose = channel.closeFuture().addListener(done -> closed.complete(null));
    channel
        .eventLoop()
        .execute(
            () -> {
              if (politely) {
                channel.writeAndFlush(Packets.DISCONNECT).addListener(ChannelFutureListener.CLOSE);
              } else {
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
                ChannelFuture unused = channel.close();
              }
            });
    return closed;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    connackDeadline =
        context
            .executor()
            .schedule(
                () ->
                    fail(
                        context,
                        new IOException(
                            options + ": no answer to CONNECT in " + CONNACK_SECONDS + " s")),
                CONNACK_SECONDS,
                TimeUnit.SECONDS);
    ChannelFuture unused = context.writeAndFlush(Packets.connect(options), context.voidPromise());
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object packet) {
    try {
      MqttMessage message = (MqttMessage) packet;
      pinged = false;
      if (message.decoderResult().isFailure()) {
        fail(context, new IOException(options + " sent no MQTT", message.decoderResult().cause()));
      } else if (message.fixedHeader().messageType() == MqttMessageType.PUBACK) {
        acknowledged(context, (MqttMessageIdVariableHeader) message.variableHeader());
      } else if (message instanceof MqttConnAckMessage answer) {
        answered(context, answer.variableHeader());
      } else if (message.fixedHeader().messageType() == MqttMessageType.DISCONNECT) {
        int code =
            message.variableHeader() instanceof MqttReasonCodeAndPropertiesVariableHeader head
                ? head.reasonCode() & 0xff
                : 0;
        fail(context, new IOException(String.format("%s: DISCONNECT 0x%02x", options, code)));
      }
    } finally {
      ReferenceCountUtil.release(packet);
    }
  }

  private void answered(ChannelHandlerContext context, MqttConnAckVariableHeader head) {
    if (connackDeadline != null) {
      connackDeadline.cancel(false);
    }
    int code = head.connectReturnCode().byteValue() & 0xff;
    if (code != 0) {
      fail(context, new ConnectRefused(options, code));
      return;
    }
    sessionPresent = head.isSessionPresent();
    outbox.open(Packets.number(head, MqttProperties.RECEIVE_MAXIMUM, PacketIds.LIMIT));
    int keepAlive =
        Packets.number(head, MqttProperties.SERVER_KEEP_ALIVE, options.keepAliveSeconds());
    context
        .pipeline()
        .addBefore(
            context.name(),
            "idle",
            new IdleStateHandler(keepAlive + keepAlive / 2, keepAlive, 0, TimeUnit.SECONDS));
    accepted.complete(null);
    outbox.drain();
  }

  private void acknowledged(ChannelHandlerContext context, MqttMessageIdVariableHeader head) {
    int id = head.messageId();
    if (!outbox.isInFlight(id)) {
      fail(context, new IOException(options + ": PUBACK of packet " + id + ", not in flight"));
      return;
    }
    int code =
        head instanceof MqttPubReplyMessageVariableHeader reply ? reply.reasonCode() & 0xff : 0;
    listener.acknowledged(outbox.answered(id), code);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    outbox.drain();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (context.channel().isWritable() && accepted.isDone()) {
      outbox.drain();
      listener.writable();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent idle) {
      if (idle.state() == IdleState.WRITER_IDLE) {
        pinged = true;
        ChannelFuture unused = context.writeAndFlush(MqttMessage.PINGREQ, context.voidPromise());
      } else if (pinged) {
        fail(context, new IOException(options + ": PINGREQ is not answered"));
      }
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
    fail(context, failure);
  }

  private void fail(ChannelHandlerContext context, Throwable why) {
    if (cause == null) {
      cause = why;
    }
    ChannelFuture unused = context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (connackDeadline != null) {
      connackDeadline.cancel(false);
    }
    Throwable why = cause;
    if (why == null) {
      why = new IOException(options + ": the server closed the connection");
    }
    if (!accepted.completeExceptionally(why)) {
      listener.closed(ending ? null : why);
    }
  }
}
