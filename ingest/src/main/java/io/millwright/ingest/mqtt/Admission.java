package io.millwright.ingest.mqtt;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.vertx.mqtt.MqttEndpoint;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client on its way in, from CONNECT to CONNACK. The socket is not read meanwhile. All methods
 * on the channel's event loop.
 */
final class Admission {
  private static final Logger log = LoggerFactory.getLogger(Admission.class);

  private final MqttEndpoint endpoint;
  private final ChannelHandlerContext channel;
  private final EndpointParts parts;
  private final Gate gate;
  private boolean gone;
  private @Nullable GatewayConnection connection;

  Admission(MqttEndpoint endpoint, ChannelHandlerContext channel, EndpointParts parts) {
    this.endpoint = endpoint;
    this.channel = channel;
    this.parts = parts;
    this.gate = new Gate(channel, () -> KeepAlive.restart(channel));
  }

  /**
   * Answers the CONNECT, at once or when the gatekeeper has answered.
   *
   * @param connected told when the client is in, before anything it sent is handled
   * @param left told when a client that was in is gone
   */
  void begin(Consumer<GatewayConnection> connected, Consumer<GatewayConnection> left) {
    channel.pipeline().addBefore("handler", "millwrightGate", gate);
    channel
        .pipeline()
        .addBefore("handler", "millwrightGuard", new PacketGuard(this::violated, this::tooLarge));
    endpoint.exceptionHandler(e -> log.debug("Connection {} failed", describe(), e));
    endpoint.closeHandler(v -> gone = true);
    ConnectRequest request;
    try {
      request = ConnectRequest.of(endpoint, parts.limits().sessionExpiry().toSeconds());
      if (!parts.connections().enter(request.client())) {
        throw new RefusedConnect(ConnectRefusal.CONNECTIONS);
      }
    } catch (RefusedConnect e) {
      refuse(e.refusal());
      return;
    }
    endpoint.closeHandler(v -> closed(left));
    parts
        .gatekeeper()
        .admit(request)
        .onSuccess(session -> accept(request, session, connected))
        .onFailure(this::fail);
  }

  private void accept(
      ConnectRequest request, SessionStore.Session session, Consumer<GatewayConnection> connected) {
    if (gone) {
      parts.gatekeeper().left(request.client(), session, request.expiry());
      return;
    }
    GatewayConnection admitted =
        new GatewayConnection(endpoint, channel, gate, request, session, parts);
    connection = admitted;
    GatewayConnection former = parts.connections().hold(request.client(), admitted);
    if (former != null) {
      former.takenOver();
    }
    if (endpoint.keepAliveTimeSeconds() > 0) {
      channel.pipeline().remove("idle");
      channel.pipeline().remove("keepAliveHandler");
    }
    KeepAlive.watch(
        channel,
        endpoint.keepAliveTimeSeconds(),
        gate,
        () ->
            admitted.violated(Disconnection.KEEP_ALIVE, "was silent for 1.5 keep-alive intervals"));
    admitted.start();
    connected.accept(admitted);
    endpoint.accept(session.present(), properties(request));
    gate.set(Gate.Reason.CONNECTING, false);
    log.debug("Connected: {}", request.client());
  }

  private void fail(Throwable cause) {
    if (cause instanceof RefusedConnect refused) {
      refuse(refused.refusal());
    } else {
      log.error("Connection {} could not be verified", describe(), cause);
      refuse(ConnectRefusal.DATABASE);
    }
  }

  private void refuse(ConnectRefusal refusal) {
    // The address changes with each attempt, so it is no part of who is warned of.
    parts.refused(
        ConnectRequest.claimant(endpoint),
        refusal.reason(),
        "at "
            + channel.channel().remoteAddress()
            + " was refused ("
            + refusal.reason()
            + "): "
            + refusal.advice());
    gate.close();
    if (!gone) {
      endpoint.reject(refusal.code(ConnectRequest.isVersion5(endpoint)));
    }
  }

  private void tooLarge(OversizedPublish publish) {
    if (connection != null) {
      connection.tooLarge(publish);
    }
  }

  private void violated(Disconnection why, String what) {
    if (connection != null) {
      connection.violated(why, what);
    }
  }

  private void closed(Consumer<GatewayConnection> left) {
    gone = true;
    parts.connections().leave();
    if (connection != null) {
      connection.ended();
      left.accept(connection);
    }
  }

  private String describe() {
    return ConnectRequest.claimant(endpoint) + " (" + channel.channel().remoteAddress() + ")";
  }

  /** What an MQTT 5 client must know; others get none (the encoder leaves them out). */
  private MqttProperties properties(ConnectRequest request) {
    MqttProperties properties = new MqttProperties();
    properties.add(
        new IntegerProperty(MqttProperties.RECEIVE_MAXIMUM, parts.limits().receiveMaximum()));
    properties.add(
        new IntegerProperty(MqttProperties.MAXIMUM_PACKET_SIZE, parts.limits().packetBytes()));
    if (!parts.formats().sends()) {
      properties.add(new IntegerProperty(MqttProperties.WILDCARD_SUBSCRIPTION_AVAILABLE, 0));
    }
    properties.add(new IntegerProperty(MqttProperties.SUBSCRIPTION_IDENTIFIER_AVAILABLE, 0));
    properties.add(new IntegerProperty(MqttProperties.SHARED_SUBSCRIPTION_AVAILABLE, 0));
    if (request.assigned()) {
      properties.add(
          new StringProperty(
              MqttProperties.ASSIGNED_CLIENT_IDENTIFIER, request.client().clientId()));
    }
    if (request.expiry() != request.askedExpiry()) {
      properties.add(
          new IntegerProperty(MqttProperties.SESSION_EXPIRY_INTERVAL, (int) request.expiry()));
    }
    return properties;
  }
}
