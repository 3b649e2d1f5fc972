package io.millwright.ingest.mqtt.packet;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.util.ReferenceCountUtil;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Lets pass only packets that could be read and that a client may send after its CONNECT; the rest
 * ends the connection here, before vertx-mqtt makes an exception with a stack trace of each.
 */
public final class PacketGuard extends ChannelInboundHandlerAdapter {
  private final BiConsumer<Disconnection, String> violation;
  private final Consumer<OversizedPublish> oversized;

  /**
   * A guard for one channel.
   *
   * @param violation told what is wrong with a packet, on the channel's event loop
   * @param oversized told before that of a PUBLISH that is too large
   */
  public PacketGuard(
      BiConsumer<Disconnection, String> violation, Consumer<OversizedPublish> oversized) {
    this.violation = violation;
    this.oversized = oversized;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object packet) {
    if (packet instanceof MqttMessage message && !check(message)) {
      ReferenceCountUtil.release(packet);
      return;
    }
    context.fireChannelRead(packet);
  }

  private boolean check(MqttMessage message) {
    if (message.decoderResult().isFailure()) {
      unreadable(message, message.decoderResult().cause());
      return false;
    }
    return switch (message.fixedHeader().messageType()) {
      case PUBLISH, PUBREL, SUBSCRIBE, UNSUBSCRIBE, PINGREQ, DISCONNECT -> true;
      default -> {
        violation.accept(
            Disconnection.PROTOCOL,
            "sent a " + message.fixedHeader().messageType() + ", which is not its part to send");
        yield false;
      }
    };
  }

  private void unreadable(MqttMessage message, Throwable cause) {
    OversizedPublish publish = OversizedPublish.of(message);
    if (publish != null) {
      oversized.accept(publish);
    }
    if (cause instanceof TooLongFrameException) {
      violation.accept(
          Disconnection.PACKET_TOO_LARGE,
          "sent a "
              + message.fixedHeader().messageType()
              + " packet of "
              + message.fixedHeader().remainingLength()
              + " bytes, more than the limit; split it into smaller messages");
    } else {
      violation.accept(
          Disconnection.MALFORMED_PACKET, "sent a packet that cannot be read: " + cause);
    }
  }
}
