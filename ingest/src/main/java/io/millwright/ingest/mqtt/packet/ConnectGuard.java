package io.millwright.ingest.mqtt.packet;

import io.millwright.ingest.mqtt.socket.SocketAccess;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttUnacceptableProtocolVersionException;
import io.netty.util.ReferenceCountUtil;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets pass one CONNECT that can be read; anything else ends the connection without a word, as MQTT
 * asks (5.0, 3.1.4). vertx-mqtt, which would throw, removes it by its name when the CONNECT is
 * there. On the channel's event loop.
 */
final class ConnectGuard extends ChannelInboundHandlerAdapter {
  static final String NAME = "timeoutOnConnect";

  private final BiConsumer<Disconnection, String> violation;
  private @Nullable String user;
  private boolean done;

  /**
   * A guard for one channel.
   *
   * @param violation told what was wrong; the guard itself closes the channel
   */
  ConnectGuard(BiConsumer<Disconnection, String> violation) {
    this.violation = violation;
  }

  /** The user name, which vertx-mqtt forgets when there is no password beside it. */
  @Nullable String user() {
    return user;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object packet) {
    if (done || !(packet instanceof MqttMessage message)) {
      ReferenceCountUtil.release(packet);
      return;
    }
    done = true;
    if (message instanceof MqttConnectMessage connect && message.decoderResult().isSuccess()) {
      user = connect.payload().userName();
      context.fireChannelRead(packet);
      return;
    }
    ReferenceCountUtil.release(packet);
    refuse(context, message);
  }

  private void refuse(ChannelHandlerContext context, MqttMessage message) {
    Throwable cause = message.decoderResult().cause();
    if (cause instanceof MqttUnacceptableProtocolVersionException) {
      violation.accept(
          Disconnection.PROTOCOL, "speaks neither MQTT 3.1.1 nor 5: update the client");
      ChannelFuture unused =
          context
              .writeAndFlush(
                  MqttMessageBuilders.connAck()
                      .returnCode(
                          MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION)
                      .build())
              .addListener(ChannelFutureListener.CLOSE);
      return;
    }
    if (cause instanceof TooLongFrameException) {
      violation.accept(Disconnection.PACKET_TOO_LARGE, "sent a CONNECT that is too large");
    } else if (cause != null) {
      violation.accept(
          Disconnection.MALFORMED_PACKET, "sent a CONNECT that cannot be read: " + cause);
    } else {
      violation.accept(
          Disconnection.PROTOCOL,
          "sent a " + message.fixedHeader().messageType() + " before its CONNECT");
    }
    SocketAccess.close(context);
  }
}
