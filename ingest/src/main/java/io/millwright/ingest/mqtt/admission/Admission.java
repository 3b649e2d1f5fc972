package io.millwright.ingest.mqtt.admission;

import io.millwright.ingest.mqtt.connection.ClientKey;
import io.millwright.ingest.mqtt.connection.ConnectionParts;
import io.millwright.ingest.mqtt.connection.GatewayConnection;
import io.millwright.ingest.mqtt.limit.ConnectAttempts;
import io.millwright.ingest.mqtt.limit.GatewayQuota;
import io.millwright.ingest.mqtt.limit.MqttTimeouts;
import io.millwright.ingest.mqtt.limit.RateLimit;
import io.millwright.ingest.mqtt.packet.Disconnection;
import io.millwright.ingest.mqtt.packet.OversizedPublish;
import io.millwright.ingest.mqtt.packet.PacketDeadline;
import io.millwright.ingest.mqtt.packet.PacketGuard;
import io.millwright.ingest.mqtt.packet.PacketPipeline;
import io.millwright.ingest.mqtt.socket.AnswerDeadline;
import io.millwright.ingest.mqtt.socket.Gate;
import io.millwright.ingest.mqtt.socket.KeepAlive;
import io.millwright.ingest.mqtt.socket.SocketAccess;
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
public final class Admission {
  private static final Logger log = LoggerFactory.getLogger(Admission.class);

  private final MqttEndpoint endpoint;
  private final ChannelHandlerContext channel;
  private final Gatekeeper gatekeeper;
  private final ConnectAttempts attempts;
  private final ConnectionParts parts;
  private final @Nullable String user;
  private final PacketDeadline packets;
  private final Gate gate;
  private boolean gone;
  private @Nullable GatewayConnection connection;

  /**
   * An admission.
   *
   * @param endpoint vertx-mqtt's view of it
   * @param channel a context of its channel
   * @param parts what all share
   * @param user the CONNECT's user name, null for none
   * @param packets follows its packets
   */
  public Admission(
      MqttEndpoint endpoint,
      ChannelHandlerContext channel,
      AdmissionParts parts,
      @Nullable String user,
      PacketDeadline packets) {
    this.endpoint = endpoint;
    this.channel = channel;
    this.gatekeeper = parts.gatekeeper();
    this.attempts = parts.attempts();
    this.parts = parts.connection();
    this.user = user;
    this.packets = packets;
    this.gate = new Gate(channel, this::readAgain);
  }

  private void readAgain() {
    KeepAlive.restart(channel);
    packets.restart();
  }

  /**
   * Answers the CONNECT, at once or when the gatekeeper has answered.
   *
   * @param connected told when the client is in, before anything it sent is handled
   * @param left told when a client that was in is gone
   */
  public void begin(Consumer<GatewayConnection> connected, Consumer<GatewayConnection> left) {
    channel.pipeline().addBefore("handler", "millwrightGate", gate);
    PacketPipeline.follow(
        channel.pipeline(), "handler", new PacketGuard(this::violated, this::tooLarge));
    endpoint.exceptionHandler(e -> log.debug("Connection {} failed", describe(), e));
    endpoint.closeHandler(v -> gone = true);
    ConnectRequest request;
    try {
      request = ConnectRequest.of(endpoint, user, parts.limits().sessionExpiry().toSeconds());
      if (!attempts.name(address(), request.claim().toString())) {
        throw new RefusedConnect(ConnectRefusal.CONNECT_RATE);
      }
      if (!parts.connections().enter(request.claimed())) {
        throw new RefusedConnect(ConnectRefusal.CONNECTIONS);
      }
    } catch (RefusedConnect e) {
      refuse(e.refusal());
      return;
    }
    endpoint.closeHandler(v -> closed(left));
    gatekeeper
        .admit(request, attempts.guesses(address()))
        .onSuccess(admitted -> accept(request, admitted, connected))
        .onFailure(this::fail);
  }

  private String address() {
    return SocketAccess.network(channel.channel());
  }

  private void accept(
      ConnectRequest request, Gatekeeper.Admitted admitted, Consumer<GatewayConnection> connected) {
    ClientKey client = admitted.client();
    GatewayQuota quota =
        gone ? null : parts.connections().enter(client, admitted.limits(), System.nanoTime());
    if (quota == null) {
      gatekeeper.left(client, admitted.session(), request.expiry());
      if (!gone) {
        refuse(ConnectRefusal.GATEWAY_CONNECTIONS);
      }
      return;
    }
    GatewayConnection own =
        new GatewayConnection(
            endpoint,
            channel,
            gate,
            request.connected(client),
            quota,
            parts,
            expiry -> gatekeeper.left(client, admitted.session(), expiry));
    connection = own;
    GatewayConnection former = parts.connections().hold(client, own);
    if (former != null) {
      former.takenOver();
    }
    if (endpoint.keepAliveTimeSeconds() > 0) {
      channel.pipeline().remove("idle");
      channel.pipeline().remove("keepAliveHandler");
    }
    watch(own, client, quota, keepAliveSeconds(request));
    own.start();
    connected.accept(own);
    endpoint.accept(admitted.session().present(), properties(request));
    gate.set(Gate.Reason.CONNECTING, false);
    log.debug("Connected: {}", client);
  }

  private void watch(
      GatewayConnection own, ClientKey client, GatewayQuota quota, int keepAliveSeconds) {
    MqttTimeouts timeouts = parts.limits().timeouts();
    KeepAlive.watch(
        channel,
        keepAliveSeconds,
        gate,
        () -> own.violated(Disconnection.KEEP_ALIVE, "was silent for 1.5 keep-alive intervals"));
    packets.watch(
        gate,
        () ->
            own.violated(
                Disconnection.PACKET_TIMEOUT,
                "began a packet and did not end it within "
                    + timeouts.packet().toMillis()
                    + " ms and 1 ms more for each byte"));
    channel
        .pipeline()
        .addBefore(
            "handler",
            "millwrightAnswers",
            new AnswerDeadline(
                timeouts.unread(),
                () ->
                    own.violated(
                        Disconnection.ANSWERS_UNREAD,
                        "has not read our answers for " + timeouts.unread().toMillis() + " ms")));
    channel
        .pipeline()
        .addAfter(
            "millwrightGate",
            "millwrightRate",
            new RateLimit(quota, gate, () -> parts.slowed(client.gateway(), quota.limits())));
  }

  /**
   * MQTT 5 clients are told which interval to keep, so that none can have us wait for ever. For
   * others the choice is theirs alone; TCP's own probes find those that are gone.
   */
  private int keepAliveSeconds(ConnectRequest request) {
    int asked = endpoint.keepAliveTimeSeconds();
    int most = (int) parts.limits().timeouts().keepAlive().toSeconds();
    return request.version5() && (asked == 0 || asked > most) ? most : asked;
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
        ConnectRequest.claimant(endpoint, user),
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
      SocketAccess.closeSoon(channel);
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
    return ConnectRequest.claimant(endpoint, user) + " (" + channel.channel().remoteAddress() + ")";
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
          new StringProperty(MqttProperties.ASSIGNED_CLIENT_IDENTIFIER, request.clientId()));
    }
    int keepAlive = keepAliveSeconds(request);
    if (keepAlive != endpoint.keepAliveTimeSeconds()) {
      properties.add(new IntegerProperty(MqttProperties.SERVER_KEEP_ALIVE, keepAlive));
    }
    if (request.expiry() != request.askedExpiry()) {
      properties.add(
          new IntegerProperty(MqttProperties.SESSION_EXPIRY_INTERVAL, (int) request.expiry()));
    }
    return properties;
  }
}
