package io.millwright.ingest.mqtt;

import io.millwright.ingest.codec.Topic;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.vertx.mqtt.MqttAuth;
import io.vertx.mqtt.MqttEndpoint;
import java.util.UUID;

/**
 * What a CONNECT asks for, as far as it can be checked without asking anybody.
 *
 * @param client the gateway it claims to be, and its client id
 * @param password what it gives to prove it; never logged
 * @param version5 whether it speaks MQTT 5; else 3.1.1 or 3.1
 * @param assigned whether the client left the choice of its id to us
 * @param clean whether an existing session is to be forgotten
 * @param askedExpiry seconds the session should outlive the connection, as the client asks
 * @param expiry the same, as far as the limit allows
 */
record ConnectRequest(
    ClientKey client,
    boolean assigned,
    String password,
    boolean version5,
    boolean clean,
    long askedExpiry,
    long expiry) {
  private static final int MAX_CLIENT_ID = 200;

  /**
   * Reads a CONNECT.
   *
   * @param endpoint the connection that waits for its CONNACK
   * @param maxExpiry how long a session may outlive its connection, in seconds
   * @return what it asks for
   * @throws RefusedConnect when something is missing
   */
  static ConnectRequest of(MqttEndpoint endpoint, long maxExpiry) throws RefusedConnect {
    String chosen = endpoint.clientIdentifier();
    boolean assigned = chosen == null || chosen.isEmpty();
    // Such a client wants a session of its own for this connection (MQTT 5.0, 3.1.3.1; 3.1.1
    // alike).
    String clientId = assigned ? "auto-" + UUID.randomUUID() : chosen;
    if (clientId.length() > MAX_CLIENT_ID || clientId.indexOf('\0') >= 0) {
      throw new RefusedConnect(ConnectRefusal.CLIENT_ID);
    }
    if (endpoint.connectProperties().getProperty(MqttProperties.AUTHENTICATION_METHOD) != null) {
      throw new RefusedConnect(ConnectRefusal.AUTHENTICATION_METHOD);
    }
    MqttAuth auth = endpoint.auth();
    if (auth == null) {
      throw new RefusedConnect(ConnectRefusal.ANONYMOUS);
    }
    if (!Topic.isGatewayId(auth.getUsername())) {
      throw new RefusedConnect(ConnectRefusal.CREDENTIALS);
    }
    boolean version5 = isVersion5(endpoint);
    long asked = askedExpiry(endpoint, version5);
    return new ConnectRequest(
        new ClientKey(auth.getUsername(), clientId),
        assigned,
        auth.getPassword(),
        version5,
        endpoint.isCleanSession(),
        asked,
        Math.min(asked, maxExpiry));
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return client.toString();
  }

  static boolean isVersion5(MqttEndpoint endpoint) {
    return endpoint.protocolVersion() >= MqttVersion.MQTT_5.protocolLevel();
  }

  /** Whom to name in the log, authenticated or not. */
  static String claimant(MqttEndpoint endpoint) {
    MqttAuth auth = endpoint.auth();
    return auth == null
        ? "Client '" + endpoint.clientIdentifier() + "'"
        : "Gateway '" + auth.getUsername() + "'";
  }

  /** MQTT 3.1.1 knows only two: until the connection ends, or for ever. */
  private static long askedExpiry(MqttEndpoint endpoint, boolean version5) {
    if (version5) {
      return sessionExpiry(endpoint.connectProperties(), 0);
    }
    return endpoint.isCleanSession() ? 0 : Long.MAX_VALUE;
  }

  /** The property Session Expiry Interval in seconds, an unsigned number. */
  static long sessionExpiry(MqttProperties properties, long absent) {
    return properties.getProperty(MqttProperties.SESSION_EXPIRY_INTERVAL)
            instanceof MqttProperties.IntegerProperty seconds
        ? Integer.toUnsignedLong(seconds.value())
        : absent;
  }
}
