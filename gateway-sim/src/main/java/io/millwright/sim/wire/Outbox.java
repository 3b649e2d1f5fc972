package io.millwright.sim.wire;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A connection's messages on their way out: from any thread to the event loop, in order. */
final class Outbox {
  private static final MqttFixedHeader QOS_0 = header(MqttQoS.AT_MOST_ONCE);
  private static final MqttFixedHeader QOS_1 = header(MqttQoS.AT_LEAST_ONCE);

  /** A message to be published. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Outgoing(String topic, byte[] payload, int qos, long token) {}

  private final Channel channel;
  private final Queue<Outgoing> queue = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger unacknowledged = new AtomicInteger();
  private final PacketIds ids = new PacketIds();
  private volatile int receiveMaximum;

  /** Of a connection that is not accepted yet: nothing goes out. */
  Outbox(Channel channel) {
    this.channel = channel;
  }

  /** Any thread. */
  void add(Outgoing message) {
    waiting.incrementAndGet();
    if (message.qos > 0) {
      unacknowledged.incrementAndGet();
    }
    queue.add(message);
    if (scheduled.compareAndSet(false, true)) {
      channel.eventLoop().execute(this::drain);
    }
  }

  /** The server accepted the connection and takes so many. On the event loop. */
  void open(int maximum) {
    receiveMaximum = maximum;
  }

  int receiveMaximum() {
    return receiveMaximum;
  }

  int waiting() {
    return waiting.get();
  }

  int unacknowledged() {
    return unacknowledged.get();
  }

  /** Writes what window and socket have room for, with one flush. On the event loop. */
  void drain() {
    scheduled.set(false);
    int written = 0;
    for (Outgoing next = writable(); next != null; next = writable()) {
      queue.remove();
      int id = next.qos == 0 ? 0 : ids.take(next.token);
      // The packet id of QoS 0 is not sent, but Netty's header wants one.
      MqttPublishVariableHeader head = new MqttPublishVariableHeader(next.topic, Math.max(1, id));
      ChannelFuture unused =
          channel.write(
              new MqttPublishMessage(
                  id == 0 ? QOS_0 : QOS_1, head, Unpooled.wrappedBuffer(next.payload)),
              channel.voidPromise());
      written++;
    }
    if (written > 0) {
      waiting.addAndGet(-written);
      channel.flush();
    }
  }

  private @Nullable Outgoing writable() {
    Outgoing next = queue.peek();
    return next != null
            && channel.isWritable()
            && (next.qos == 0 ? receiveMaximum > 0 : ids.size() < receiveMaximum)
        ? next
        : null;
  }

  /** Whether a message with that packet id is in flight. On the event loop. */
  boolean isInFlight(int packetId) {
    return ids.isTaken(packetId);
  }

  /** A message was answered; returns its token. On the event loop. */
  long answered(int packetId) {
    unacknowledged.decrementAndGet();
    return ids.release(packetId);
  }

  private static MqttFixedHeader header(MqttQoS qos) {
    return new MqttFixedHeader(MqttMessageType.PUBLISH, false, qos, false, 0);
  }
}
