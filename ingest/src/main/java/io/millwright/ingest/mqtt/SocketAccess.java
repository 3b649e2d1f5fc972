package io.millwright.ingest.mqtt;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.impl.MqttEndpointImpl;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Reaches the channel below an {@link MqttEndpoint}, which itself cannot stop reading. The field is
 * private to Vert.x, so this is the one class a Vert.x upgrade can break; it says so at start-up.
 */
final class SocketAccess {
  private final VarHandle socket;

  /**
   * Finds the field.
   *
   * @throws IllegalStateException when this version of vertx-mqtt has it no more
   */
  SocketAccess() {
    try {
      socket =
          MethodHandles.privateLookupIn(MqttEndpointImpl.class, MethodHandles.lookup())
              .findVarHandle(MqttEndpointImpl.class, "conn", NetSocketInternal.class);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "This version of vertx-mqtt keeps its socket elsewhere, so back-pressure could not reach"
              + " gateways: run Millwright with the Vert.x version of its pom.xml, or teach "
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
    return ((NetSocketInternal) socket.get((MqttEndpointImpl) endpoint)).channelHandlerContext();
  }
}
