package io.millwright.ingest.mqtt.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.impl.MqttClientImpl;
import io.vertx.mqtt.impl.MqttServerConnection;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/**
 * Reaches the channel below vertx-mqtt's client, which itself cannot stop reading, and hands
 * packets to vertx-mqtt's server side from a pipeline of our own. Both are private to Vert.x, so
 * this is the one class an upgrade can break; it says so at start-up.
 */
public final class SocketAccess {
  private static final int CLOSING_SECONDS = 5;

  private final MethodHandle handleMessage;
  private final VarHandle ofClient;

  /**
   * Finds the fields.
   *
   * @throws IllegalStateException when this version of vertx-mqtt has them no more
   */
  public SocketAccess() {
    try {
      handleMessage =
          MethodHandles.privateLookupIn(MqttServerConnection.class, MethodHandles.lookup())
              .findVirtual(
                  MqttServerConnection.class,
                  "handleMessage",
                  MethodType.methodType(void.class, Object.class));
      ofClient = find(MqttClientImpl.class, "connection");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "This version of vertx-mqtt keeps its socket elsewhere, so back-pressure could not reach"
              + " senders: run Millwright with the Vert.x version of its pom.xml, or teach "
              + SocketAccess.class.getName()
              + " the new place",
          e);
    }
  }

  /**
   * Has vertx-mqtt handle a packet.
   *
   * @param connection vertx-mqtt's side of a connection
   * @param packet what its decoder made
   */
  public void handle(MqttServerConnection connection, Object packet) {
    try {
      handleMessage.invokeExact(connection, packet);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Closes a channel that has been told so, also when its client reads nothing any more. */
  public static void closeSoon(ChannelHandlerContext channel) {
    ScheduledFuture<?> forced =
        channel.executor().schedule(() -> close(channel), CLOSING_SECONDS, TimeUnit.SECONDS);
    channel.channel().closeFuture().addListener(closed -> forced.cancel(false));
  }

  /** Closes a channel without waiting for what is not written yet. */
  public static void close(ChannelHandlerContext channel) {
    // Not Channel.close(), for which Vert.x waits until all is written.
    ChannelFuture unused = channel.close();
  }

  /** The address of a channel's other side, without the port. */
  public static String address(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress remote
        ? remote.getAddress().getHostAddress()
        : String.valueOf(channel.remoteAddress());
  }

  /** Whose attempts are counted together: an address, or the network that one host has in IPv6. */
  public static String network(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress remote
        ? network(remote.getAddress())
        : address(channel);
  }

  /** Anybody has 2^64 IPv6 addresses, the interface's half of each (RFC 4291, 2.5.1). */
  static String network(InetAddress address) {
    return address instanceof Inet6Address && !address.isLinkLocalAddress()
        ? HexFormat.of().formatHex(address.getAddress(), 0, 8) + "::/64"
        : address.getHostAddress();
  }

  /**
   * Returns the last handler's context of the client's channel.
   *
   * @param client connected
   * @return the context of the handler named {@code handler}
   */
  public ChannelHandlerContext channel(MqttClient client) {
    return ((NetSocketInternal) ofClient.get((MqttClientImpl) client)).channelHandlerContext();
  }

  private static VarHandle find(Class<?> owner, String field) throws ReflectiveOperationException {
    return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
        .findVarHandle(owner, field, NetSocketInternal.class);
  }
}
