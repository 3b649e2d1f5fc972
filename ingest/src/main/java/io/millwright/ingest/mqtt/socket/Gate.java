package io.millwright.ingest.mqtt.socket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.Set;

/**
 * Stops and restarts the reading of one socket. While any reason to stop stands, the channel is not
 * read, and the few packets that were decoded from bytes already read wait here; the kernel's
 * buffers fill and TCP makes the client wait. Starts shut, for {@link Reason#CONNECTING}. All
 * methods on the channel's event loop.
 */
public final class Gate extends ChannelInboundHandlerAdapter {

  /** Why a socket is not read. */
  public enum Reason {
    /** The CONNECT is not answered; MQTT lets clients publish before they see the CONNACK. */
    CONNECTING,
    /** The intake's queue is full. */
    INTAKE_FULL,
    /** Too many messages of this connection are not acknowledged. */
    UNACKNOWLEDGED,
    /** The client does not read what we answer. */
    ANSWERS_UNREAD,
    /** The gateway has sent more than its rate allows. */
    RATE
  }

  private final Set<Reason> reasons = EnumSet.of(Reason.CONNECTING);
  private final ArrayDeque<Object> held = new ArrayDeque<>();
  private final ChannelHandlerContext tail;
  private final Runnable opened;
  private boolean closed;

  /**
   * A gate for a channel.
   *
   * @param tail a context of the channel, for its event loop and configuration
   * @param opened told each time the socket is read again
   */
  public Gate(ChannelHandlerContext tail, Runnable opened) {
    this.tail = tail;
    this.opened = opened;
  }

  public boolean isShut() {
    return !reasons.isEmpty();
  }

  /** Adds or removes a reason to stop. */
  public void set(Reason reason, boolean stop) {
    if (stop) {
      reasons.add(reason);
      tail.channel().config().setAutoRead(false);
    } else if (reasons.remove(reason) && !isShut()) {
      // Not from within the handling of a packet: the held ones would overtake its rest.
      tail.executor().execute(this::open);
    }
  }

  /** Lets nothing pass any more: what still arrives on a connection we ended is dropped. */
  public void close() {
    closed = true;
    held.forEach(ReferenceCountUtil::release);
    held.clear();
  }

  private void open() {
    if (closed || isShut()) {
      return;
    }
    opened.run();
    ChannelHandlerContext self = tail.pipeline().context(this);
    while (!closed && !isShut() && !held.isEmpty()) {
      self.fireChannelRead(held.remove());
    }
    self.fireChannelReadComplete();
    if (!closed && !isShut()) {
      tail.channel().config().setAutoRead(true);
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    context.channel().config().setAutoRead(false);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object packet) {
    if (closed) {
      ReferenceCountUtil.release(packet);
    } else if (isShut() || !held.isEmpty()) {
      held.add(packet);
    } else {
      context.fireChannelRead(packet);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    set(Reason.ANSWERS_UNREAD, !context.channel().isWritable());
    context.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    close();
    context.fireChannelInactive();
  }
}
