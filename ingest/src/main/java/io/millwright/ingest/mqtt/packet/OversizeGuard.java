package io.millwright.ingest.mqtt.packet;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.util.ReferenceCountUtil;
import java.util.function.Consumer;

/**
 * Takes out what a broker sends and we do not read, before vertx-mqtt ends the connection of it.
 */
public final class OversizeGuard extends ChannelInboundHandlerAdapter {
  private final Consumer<OversizedPublish> oversized;

  /**
   * A guard for one channel.
   *
   * @param oversized told of each, on the channel's event loop
   */
  public OversizeGuard(Consumer<OversizedPublish> oversized) {
    this.oversized = oversized;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object packet) {
    OversizedPublish publish =
        packet instanceof MqttMessage message && message.decoderResult().isFailure()
            ? OversizedPublish.of(message)
            : null;
    if (publish == null) {
      context.fireChannelRead(packet);
    } else {
      ReferenceCountUtil.release(packet);
      oversized.accept(publish);
    }
  }
}
