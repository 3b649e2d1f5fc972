package io.millwright.ingest.mqtt.packet;

import io.millwright.ingest.mqtt.socket.Gate;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection whose packet has begun and does not end: one byte a minute would keep the
 * keep-alive content. Stands before the decoder and follows the packets' lengths (MQTT 5, 2.1.4),
 * because the decoder does not say whether it waits for more. Time in which we do not read does not
 * count. A large packet has more time than a small one: over a slow radio link a megabyte takes
 * minutes, and a gateway that is cut in it would begin again for ever. On the channel's event loop.
 */
public final class PacketDeadline extends ChannelInboundHandlerAdapter {
  private static final int MAX_LENGTH_BYTES = 4;

  /** A kilobyte a second, half of what the slowest GPRS gives. */
  private static final long NANOS_PER_BYTE = 1_000_000;

  private final long patienceNanos;
  private @Nullable Gate gate;
  private @Nullable Runnable late;
  private @Nullable ScheduledFuture<?> check;

  /** Where in a packet the last byte was: length bytes still to come, then body bytes. */
  private boolean inLength;

  private int lengthBytes;
  private long length;
  private long body;
  private boolean broken;

  private long begun;

  PacketDeadline(Duration patience) {
    this.patienceNanos = patience.toNanos();
  }

  /** Begins to count; until then the {@link ConnectDeadline} does. */
  public void watch(Gate gate, Runnable late) {
    this.gate = gate;
    this.late = late;
    begun = System.nanoTime();
  }

  /** Counts from now: we read again. */
  public void restart() {
    begun = System.nanoTime();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBuf bytes && !broken) {
      boolean wasWithin = isWithin();
      if (follow(bytes) || !wasWithin) {
        begun = System.nanoTime();
      }
      if (isWithin() && check == null && late != null) {
        schedule(context, patienceNanos);
      }
    }
    context.fireChannelRead(message);
  }

  private boolean isWithin() {
    return inLength || body > 0;
  }

  /** Returns whether a packet ended in these bytes. */
  private boolean follow(ByteBuf bytes) {
    boolean ended = false;
    int at = bytes.readerIndex();
    int end = bytes.writerIndex();
    while (at < end && !broken) {
      if (body > 0) {
        long step = Math.min(body, end - at);
        body -= step;
        at += (int) step;
        ended |= body == 0;
      } else if (inLength) {
        int next = bytes.getUnsignedByte(at++);
        length |= (long) (next & 0x7F) << (7 * lengthBytes++);
        if ((next & 0x80) == 0) {
          inLength = false;
          body = length;
          ended |= body == 0;
        } else {
          broken = lengthBytes == MAX_LENGTH_BYTES; // the decoder will say so
        }
      } else {
        at++;
        inLength = true;
        lengthBytes = 0;
        length = 0;
      }
    }
    return ended;
  }

  private void schedule(ChannelHandlerContext context, long nanos) {
    check =
        context
            .executor()
            .schedule(() -> check(context), Math.max(nanos, 1_000_000), TimeUnit.NANOSECONDS);
  }

  private void check(ChannelHandlerContext context) {
    check = null;
    if (!isWithin() || broken || gate == null || late == null) {
      return;
    }
    long patience = patienceNanos + length * NANOS_PER_BYTE;
    long left = gate.isShut() ? patience : patience - (System.nanoTime() - begun);
    if (left > 0) {
      schedule(context, left);
    } else {
      late.run();
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (check != null) {
      check.cancel(false);
    }
  }
}
