package io.millwright.ingest.mqtt.endpoint;

import io.millwright.ingest.mqtt.admission.Admission;
import io.millwright.ingest.mqtt.admission.AdmissionParts;
import io.millwright.ingest.mqtt.admission.ConnectRefusal;
import io.millwright.ingest.mqtt.connection.ConnectionParts;
import io.millwright.ingest.mqtt.connection.GatewayConnection;
import io.millwright.ingest.mqtt.packet.Disconnection;
import io.millwright.ingest.mqtt.packet.PacketPipeline;
import io.millwright.ingest.mqtt.socket.SocketAccess;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServerOptions;
import io.vertx.mqtt.impl.MqttServerConnection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one event loop. Listeners of one port share its new connections. The pipeline
 * is ours, because vertx-mqtt's own server would let a socket send its CONNECT byte by byte for
 * ever; what a packet means is vertx-mqtt's.
 */
final class MqttListener extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(MqttListener.class);

  /** TCP probes after a minute of silence, then every 15 s: gone after two minutes. */
  private static final int PROBE_AFTER_SECONDS = 60;

  private static final int PROBE_EVERY_SECONDS = 15;
  private static final int PROBES = 4;

  private final MqttServerOptions options;
  private final SocketAccess sockets;
  private final AdmissionParts admission;
  private final ConnectionParts parts;

  private volatile @Nullable Context loop;
  private volatile @Nullable NetServer server;

  /** Only on this verticle's event loop. */
  private final Set<GatewayConnection> connected = new HashSet<>();

  MqttListener(MqttServerOptions options, SocketAccess sockets, AdmissionParts admission) {
    this.options = options;
    this.sockets = sockets;
    this.admission = admission;
    this.parts = admission.connection();
  }

  @Override
  public Future<?> start() {
    loop = context;
    context.exceptionHandler(this::escaped);
    NetServer own = vertx.createNetServer(options);
    server = own;
    own.exceptionHandler(
        e -> parts.refused("A client", "tls", "did not complete its TLS handshake: " + e));
    return own.connectHandler(socket -> open((NetSocketInternal) socket)).listen();
  }

  int port() {
    NetServer own = server;
    return own == null ? -1 : own.actualPort();
  }

  /** Uses other certificates for connections from now on. Any thread. */
  Future<?> use(ServerSSLOptions tls) {
    NetServer own = server;
    return own == null ? Future.succeededFuture() : own.updateSSLOptions(tls, true);
  }

  /** Stops or restarts the reading of all sockets, as the intake says then. Any thread. */
  void applyPause() {
    Context own = loop;
    if (own != null) {
      own.runOnContext(v -> connected.forEach(GatewayConnection::applyPause));
    }
  }

  /** Ends all connections. Any thread; completes when their sessions are being closed. */
  Future<Void> disconnectAll() {
    Context own = loop;
    if (own == null) {
      return Future.succeededFuture();
    }
    Promise<Void> done = Promise.promise();
    own.runOnContext(
        v -> {
          List.copyOf(connected).forEach(each -> each.disconnect(Disconnection.SHUTDOWN));
          done.complete();
        });
    return done.future();
  }

  private void open(NetSocketInternal socket) {
    ChannelHandlerContext handler = socket.channelHandlerContext();
    Channel channel = handler.channel();
    String who = "A client at " + SocketAccess.address(channel);
    if (!isWelcome(channel, who)) {
      ChannelFuture unused = channel.close();
      return;
    }
    probe(channel);
    PacketPipeline packets =
        new PacketPipeline(parts.limits(), (reason, what) -> parts.refused(who, reason, what));
    packets.install(channel.pipeline(), "handler");
    MqttServerConnection connection =
        new MqttServerConnection(
            socket, endpoint -> connect(endpoint, handler, packets), this::refused, options);
    socket.eventHandler(ReferenceCountUtil::release);
    socket.messageHandler(packet -> sockets.handle(connection, packet));
  }

  private boolean isWelcome(Channel channel, String who) {
    if (!parts.connections().opened()) {
      parts.refused(who, ConnectRefusal.CONNECTIONS.reason(), "was turned away: too many sockets");
      return false;
    }
    channel.closeFuture().addListener(closed -> parts.connections().closed());
    if (!admission.attempts().socket(SocketAccess.network(channel))) {
      parts.refused(
          who,
          ConnectRefusal.CONNECT_RATE.reason(),
          "opens sockets faster than the limit; some are closed at once");
      return false;
    }
    return true;
  }

  /** Finds peers that are gone without a word, also where MQTT has no keep-alive. */
  private static void probe(Channel channel) {
    if (channel instanceof NioSocketChannel) {
      channel
          .config()
          .setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), PROBE_AFTER_SECONDS);
      channel
          .config()
          .setOption(
              NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), PROBE_EVERY_SECONDS);
      channel.config().setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), PROBES);
    }
  }

  private void connect(
      MqttEndpoint endpoint, ChannelHandlerContext channel, PacketPipeline packets) {
    new Admission(endpoint, channel, admission, packets.user(), packets.packets())
        .begin(this::in, connected::remove);
  }

  private void in(GatewayConnection connection) {
    connected.add(connection);
    connection.applyPause();
  }

  private void refused(Throwable e) {
    parts.refused("A client", ConnectRefusal.CLIENT_ID.reason(), "was refused: " + e.getMessage());
  }

  /** vertx-mqtt throws on packets that it does not expect; what else comes here is our fault. */
  private void escaped(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    if (trace.length > 0 && trace[0].getClassName().startsWith("io.vertx.mqtt.")) {
      parts.refused("A client", Disconnection.PROTOCOL.reason(), "broke the protocol: " + e);
    } else {
      log.error("A fault while a packet was handled; the connection stays as it is", e);
    }
  }
}
