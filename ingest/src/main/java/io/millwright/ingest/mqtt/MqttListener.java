package io.millwright.ingest.mqtt;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections of one event loop. Listeners of one port share its new connections. */
final class MqttListener extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(MqttListener.class);

  private final MqttServerOptions options;
  private final SocketAccess sockets;
  private final EndpointParts parts;

  private volatile @Nullable Context loop;
  private volatile int port;

  /** Only on this verticle's event loop. */
  private final Set<GatewayConnection> connected = new HashSet<>();

  MqttListener(MqttServerOptions options, SocketAccess sockets, EndpointParts parts) {
    this.options = options;
    this.sockets = sockets;
    this.parts = parts;
  }

  @Override
  public Future<?> start() {
    loop = context;
    context.exceptionHandler(this::escaped);
    MqttServer server = MqttServer.create(vertx, options);
    server.exceptionHandler(
        e ->
            parts.refused(
                "A client", ConnectRefusal.CLIENT_ID.reason(), "was refused: " + e.getMessage()));
    return server
        .endpointHandler(this::connect)
        .listen()
        .onSuccess(listening -> port = listening.actualPort());
  }

  int port() {
    return port;
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

  private void connect(MqttEndpoint endpoint) {
    new Admission(endpoint, sockets.channel(endpoint), parts).begin(this::in, connected::remove);
  }

  private void in(GatewayConnection connection) {
    connected.add(connection);
    connection.applyPause();
  }

  /** vertx-mqtt throws on packets that come before a CONNECT; what else comes here is our fault. */
  private void escaped(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    if (trace.length > 0 && trace[0].getClassName().startsWith("io.vertx.mqtt.")) {
      parts.refused("A client", Disconnection.PROTOCOL.reason(), "broke the protocol: " + e);
    } else {
      log.error("A fault while a packet was handled; the connection stays as it is", e);
    }
  }
}
