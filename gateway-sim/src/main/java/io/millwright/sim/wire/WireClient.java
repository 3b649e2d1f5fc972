package io.millwright.sim.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One MQTT 5 connection that publishes at QoS 0 or 1. What is handed over waits in order until the
 * server's Receive Maximum and the socket have room for it; the waiting line has no bound of its
 * own, so that the caller asks {@link #room} or {@link #isWritable} before it hands over more. All
 * methods from any thread.
 */
public final class WireClient {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int LARGEST_PACKET = 1 << 20;
  private static final WriteBufferWaterMark WATER_MARKS =
      new WriteBufferWaterMark(128 * 1024, 512 * 1024);

  private final Channel channel;
  private final WireHandler handler;
  private final Outbox outbox;

  private WireClient(Channel channel, WireHandler handler, Outbox outbox) {
    this.channel = channel;
    this.handler = handler;
    this.outbox = outbox;
  }

  /**
   * Connects.
   *
   * @param loops runs the connection, on one event loop of a NIO transport; the caller ends it
   * @param options where to and as whom
   * @param listener is told about answers and the end; never when connecting fails
   * @return the client when the server accepted it; fails with {@link ConnectRefused} when it
   *     answered otherwise, else with an {@link IOException} that says what stood in the way
   */
  public static CompletionStage<WireClient> connect(
      EventLoopGroup loops, WireOptions options, WireListener listener) {
    CompletableFuture<WireClient> connected = new CompletableFuture<>();
    ChannelFuture unused =
        new Bootstrap()
            .group(loops)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS)
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    prepare(channel, options, listener, connected);
                  }
                })
            .connect(options.host(), options.port())
            .addListener(
                done -> {
                  Throwable cause = done.cause();
                  if (cause != null) {
                    connected.completeExceptionally(
                        new IOException(
                            "Nothing answers MQTT at "
                                + options.host()
                                + ":"
                                + options.port()
                                + " ("
                                + cause.getMessage()
                                + ")",
                            cause));
                  }
                });
    return connected;
  }

  private static void prepare(
      SocketChannel channel,
      WireOptions options,
      WireListener listener,
      CompletableFuture<WireClient> connected) {
    SslContext tls = options.tls();
    if (tls != null) {
      channel.pipeline().addLast(tls.newHandler(channel.alloc(), options.host(), options.port()));
    }
    Outbox outbox = new Outbox(channel);
    WireHandler handler = new WireHandler(options, outbox, listener);
    CompletableFuture<Void> unused =
        handler
            .accepted()
            .whenComplete(
                (accepted, refused) -> {
                  if (refused == null) {
                    connected.complete(new WireClient(channel, handler, outbox));
                  } else {
                    connected.completeExceptionally(refused);
                  }
                });
    channel.pipeline().addLast(new MqttDecoder(LARGEST_PACKET), MqttEncoder.INSTANCE, handler);
  }

  /**
   * Hands a message over. What is handed over before the event loop comes to it goes out with one
   * flush. After the connection's end it is dropped.
   *
   * @param topic where to
   * @param payload not copied: not to be changed afterwards
   * @param qos 0 or 1
   * @param token comes back with the acknowledgement of a QoS 1 message
   */
  public void publish(String topic, byte[] payload, int qos, long token) {
    if (qos != 0 && qos != 1) {
      throw new IllegalArgumentException("QoS must be 0 or 1, not " + qos);
    }
    outbox.add(new Outbox.Outgoing(topic, payload, qos, token));
  }

  /**
   * How many QoS 1 messages are handed over and not acknowledged.
   *
   * @return 0 or more
   */
  public int inFlight() {
    return outbox.unacknowledged();
  }

  /**
   * How many more QoS 1 messages the server would take now.
   *
   * @return its Receive Maximum less {@link #inFlight}, 0 or more
   */
  public int room() {
    return Math.max(0, outbox.receiveMaximum() - outbox.unacknowledged());
  }

  /**
   * How many messages are handed over and wait for room in the server's window or in the socket.
   *
   * @return 0 or more
   */
  public int waiting() {
    return outbox.waiting();
  }

  /**
   * Whether the socket takes more; {@link WireListener#writable} tells when it does again.
   *
   * @return false while {@link #waiting} messages wait for the socket
   */
  public boolean isWritable() {
    return channel.isWritable();
  }

  /**
   * Whether the server had a session of this client id.
   *
   * @return what the CONNACK said
   */
  public boolean sessionPresent() {
    return handler.sessionPresent();
  }

  /**
   * Ends the connection with a DISCONNECT, after what was written and before what waits.
   *
   * @return completes when the socket is closed
   */
  public CompletionStage<Void> close() {
    return handler.end(channel, true);
  }

  /**
   * Cuts the connection as a crash does: without a DISCONNECT, and what the kernel had not sent is
   * lost.
   *
   * @return completes when the socket is closed
   */
  public CompletionStage<Void> abort() {
    return handler.end(channel, false);
  }
}
