package io.millwright.sim.soak;

import io.millwright.ingest.mqtt.limit.MqttLimits;
import io.millwright.ingest.mqtt.packet.PacketPipeline;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.util.ReferenceCountUtil;
import java.util.List;

/**
 * The endpoint's pipeline in front of vertx-mqtt, without a socket: what comes through has to be
 * readable, nothing may be thrown, and every buffer has to be given back.
 */
final class MqttTarget implements FuzzTarget {
  private final UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(false);
  private final List<byte[]> samples = MqttPackets.conversations("fuzz", "secret");

  @Override
  public String name() {
    return "mqtt";
  }

  @Override
  public List<byte[]> samples() {
    return samples;
  }

  @Override
  public boolean takes(byte[] input) {
    boolean[] refused = new boolean[1];
    Packets packets = new Packets(refused);
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.config().setAllocator(buffers);
    channel.pipeline().addLast("handler", packets);
    new PacketPipeline(MqttLimits.DEFAULT, (reason, what) -> refused[0] = true)
        .install(channel.pipeline(), "handler");
    // In two parts, as sockets deliver.
    int middle = input.length / 2;
    write(channel, input, 0, middle);
    write(channel, input, middle, input.length);
    channel.finishAndReleaseAll();
    channel.checkException();
    long kept = buffers.metric().usedHeapMemory() + buffers.metric().usedDirectMemory();
    if (kept != 0) {
      throw new IllegalStateException("keeps " + kept + " bytes of buffers");
    }
    return packets.count > 0 && !refused[0];
  }

  private void write(EmbeddedChannel channel, byte[] input, int from, int to) {
    if (channel.isOpen()) {
      ByteBuf part = buffers.heapBuffer(to - from + 1).writeBytes(input, from, to - from);
      channel.writeInbound(part);
    }
  }

  /** Stands for vertx-mqtt. */
  private static final class Packets extends ChannelInboundHandlerAdapter {
    private final boolean[] refused;
    private int count;

    private Packets(boolean[] refused) {
      this.refused = refused;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object packet) {
      try {
        MqttMessage message = (MqttMessage) packet;
        if (!message.decoderResult().isSuccess()) {
          throw new IllegalStateException("lets a broken packet pass: " + message.decoderResult());
        }
        if (message instanceof MqttConnectMessage && count++ == 0) {
          PacketPipeline.connected(context.pipeline());
          PacketPipeline.follow(
              context.pipeline(),
              "handler",
              (reason, what) -> {
                refused[0] = true;
                ChannelFuture unused = context.close();
              });
        }
      } finally {
        ReferenceCountUtil.release(packet);
      }
    }
  }
}
