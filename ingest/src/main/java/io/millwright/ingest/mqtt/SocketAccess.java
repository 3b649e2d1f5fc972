package io.millwright.ingest.mqtt;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.impl.MqttClientImpl;
import io.vertx.mqtt.impl.MqttEndpointImpl;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Reaches the channel below vertx-mqtt's endpoint and client, which themselves cannot stop reading.
 * The fields are private to Vert.x, so this is the one class an upgrade can break; it says so at
 * start-up.
 */
final class SocketAccess {
  private final VarHandle ofEndpoint;
  private final VarHandle ofClient;

  /**
   * Finds the fields.
   *
   * @throws IllegalStateException when this version of vertx-mqtt has them no more
   */
  SocketAccess() {
    try {
      ofEndpoint = find(MqttEndpointImpl.class, "conn");
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
   * Returns the last handler's context of the endpoint's channel.
   *
   * @param endpoint made by vertx-mqtt's server
   * @return the context of the handler named {@code handler}
   */
  ChannelHandlerContext channel(MqttEndpoint endpoint) {
    return ((NetSocketInternal) ofEndpoint.get((MqttEndpointImpl) endpoint))
        .channelHandlerContext();
  }

  /**
   * Returns the last handler's context of the client's channel.
   *
   * @param client connected
   * @return the context of the handler named {@code handler}
   */
  ChannelHandlerContext channel(MqttClient client) {
    return ((NetSocketInternal) ofClient.get((MqttClientImpl) client)).channelHandlerContext();
  }

  private static VarHandle find(Class<?> owner, String field) throws ReflectiveOperationException {
    return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
        .findVarHandle(owner, field, NetSocketInternal.class);
  }
}
