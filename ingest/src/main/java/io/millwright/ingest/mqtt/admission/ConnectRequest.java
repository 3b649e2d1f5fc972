package io.millwright.ingest.mqtt.admission;

import io.millwright.ingest.codec.Topic;
import io.millwright.ingest.mqtt.connection.ClientKey;
import io.millwright.ingest.mqtt.connection.ConnectedClient;
import io.millwright.ingest.registry.CertificateName;
import io.millwright.ingest.registry.GatewayClaim;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.vertx.mqtt.MqttAuth;
import io.vertx.mqtt.MqttEndpoint;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * What a CONNECT asks for, as far as it can be checked without asking anybody.
 *
 * @param claim the gateway it claims to be, and its proof
 * @param clientId the client's id
 * @param assigned whether the client left the choice of its id to us
 * @param version5 whether it speaks MQTT 5; else 3.1.1 or 3.1
 * @param clean whether an existing session is to be forgotten
 * @param askedExpiry seconds the session should outlive the connection, as the client asks
 * @param expiry the same, as far as the limit allows
 */
record ConnectRequest(
    GatewayClaim claim,
    String clientId,
    boolean assigned,
    boolean version5,
    boolean clean,
    long askedExpiry,
    long expiry) {
  private static final int MAX_CLIENT_ID = 200;

  /**
   * Reads a CONNECT.
   *
   * @param endpoint the connection that waits for its CONNACK
   * @param user the user name, also without a password; null for none
   * @param maxExpiry how long a session may outlive its connection, in seconds
   * @return what it asks for
   * @throws RefusedConnect when something is missing
   */
  static ConnectRequest of(MqttEndpoint endpoint, @Nullable String user, long maxExpiry)
      throws RefusedConnect {
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
    if (user != null && !Topic.isGatewayId(user)) {
      throw new RefusedConnect(ConnectRefusal.CREDENTIALS);
    }
    MqttAuth auth = endpoint.auth();
    GatewayClaim claim =
        new GatewayClaim(user, auth == null ? null : auth.getPassword(), certificate(endpoint));
    if (claim.certificate().isEmpty() && (user == null || claim.password() == null)) {
      throw new RefusedConnect(ConnectRefusal.ANONYMOUS);
    }
    boolean version5 = isVersion5(endpoint);
    long asked = askedExpiry(endpoint, version5);
    return new ConnectRequest(
        claim,
        clientId,
        assigned,
        version5,
        endpoint.isCleanSession(),
        asked,
        Math.min(asked, maxExpiry));
  }

  /** The client as it claims to be; null when only its certificate says which gateway it is. */
  @Nullable ClientKey claimed() {
    String user = claim.user();
    return user == null ? null : new ClientKey(user, clientId);
  }

  /** The client once it is known which gateway it is. */
  ConnectedClient connected(ClientKey key) {
    return new ConnectedClient(key, version5, askedExpiry, expiry);
  }

  /** The names of the verified certificate of the client; empty when it gave none. */
  private static List<String> certificate(MqttEndpoint endpoint) {
    SSLSession session = endpoint.sslSession();
    if (session != null) {
      try {
        if (session.getPeerCertificates()[0] instanceof X509Certificate certificate) {
          return CertificateName.of(certificate);
        }
      } catch (SSLPeerUnverifiedException none) {
        return List.of();
      }
    }
    return List.of();
  }

  static boolean isVersion5(MqttEndpoint endpoint) {
    return endpoint.protocolVersion() >= MqttVersion.MQTT_5.protocolLevel();
  }

  /** Whom to name in the log, authenticated or not. */
  static String claimant(MqttEndpoint endpoint, @Nullable String user) {
    return user == null ? "Client '" + endpoint.clientIdentifier() + "'" : "Gateway '" + user + "'";
  }

  /** MQTT 3.1.1 knows only two: until the connection ends, or for ever. */
  private static long askedExpiry(MqttEndpoint endpoint, boolean version5) {
    if (version5) {
      return ConnectedClient.sessionExpiry(endpoint.connectProperties(), 0);
    }
    return endpoint.isCleanSession() ? 0 : Long.MAX_VALUE;
  }
}
