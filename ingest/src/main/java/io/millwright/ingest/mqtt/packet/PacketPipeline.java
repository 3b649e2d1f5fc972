package io.millwright.ingest.mqtt.packet;

import io.millwright.ingest.mqtt.limit.MqttLimits;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What stands between one socket and vertx-mqtt: it makes packets of bytes and lets pass a CONNECT
 * and then what a client may send. Whatever the bytes are, nothing is thrown here. All methods on
 * the channel's event loop.
 */
public final class PacketPipeline {
  private static final String GUARD = "millwrightGuard";

  private final int packetBytes;
  private final PacketDeadline packets;
  private final ConnectDeadline deadline;
  private final ConnectGuard guard;

  /**
   * The handlers of one channel.
   *
   * @param limits how large packets may be, and how long they may take
   * @param refused told the reason's word and what a client did before its CONNECT was complete;
   *     the channel is closed then
   */
  public PacketPipeline(MqttLimits limits, BiConsumer<String, String> refused) {
    packetBytes = limits.packetBytes();
    packets = new PacketDeadline(limits.timeouts().packet());
    deadline =
        new ConnectDeadline(
            limits.timeouts().connect(),
            () -> refused.accept("connect_timeout", "sent no complete CONNECT in time"));
    guard = new ConnectGuard((why, what) -> refused.accept(why.reason(), what));
  }

  /**
   * Puts the handlers in place, for a socket that has just been opened.
   *
   * @param pipeline the channel's
   * @param handler the name of the one that is given the packets
   */
  public void install(ChannelPipeline pipeline, String handler) {
    pipeline.addBefore(handler, "mqttEncoder", MqttEncoder.INSTANCE);
    pipeline.addBefore(handler, "millwrightPackets", packets);
    pipeline.addBefore(handler, "mqttDecoder", new MqttDecoder(packetBytes));
    pipeline.addBefore(handler, ConnectDeadline.NAME, deadline);
    pipeline.addBefore(handler, ConnectGuard.NAME, guard);
  }

  /**
   * Lets pass what may follow a CONNECT; to be called while that is handled.
   *
   * @param pipeline the channel's
   * @param handler the name of the one that is given the packets
   * @param violation told the reason's word and what a client did instead; to end the connection
   */
  public static void follow(
      ChannelPipeline pipeline, String handler, BiConsumer<String, String> violation) {
    follow(
        pipeline,
        handler,
        new PacketGuard((why, what) -> violation.accept(why.reason(), what), oversized -> {}));
  }

  public static void follow(ChannelPipeline pipeline, String handler, PacketGuard guard) {
    pipeline.addBefore(handler, GUARD, guard);
  }

  /**
   * Takes away what was there for the CONNECT alone, as vertx-mqtt does by itself.
   *
   * @param pipeline the channel's
   */
  public static void connected(ChannelPipeline pipeline) {
    pipeline.remove(ConnectDeadline.NAME);
    pipeline.remove(ConnectGuard.NAME);
  }

  public PacketDeadline packets() {
    return packets;
  }

  /** The CONNECT's user name, null for none. */
  public @Nullable String user() {
    return guard.user();
  }
}
