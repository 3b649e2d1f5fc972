package io.millwright.ingest.mqtt.broker;

import io.millwright.ingest.mqtt.tls.BrokerTls;
import org.jspecify.annotations.Nullable;

/**
 * An existing broker to subscribe to.
 *
 * @param host its address
 * @param port its port
 * @param tls whom to trust and how to prove ourselves over TLS; null speaks plain TCP
 * @param user our user name there, or null for none
 * @param password our password there, or null for none; never logged
 * @param clientId our client id there, which names our session: the same at each start, and used by
 *     no other process
 * @param keepAliveSeconds how often to ping, 1 to 60,000
 * @param packetBytes the largest packet to take; of a larger one only topic and size are kept, in
 *     quarantine
 * @param unacknowledged at how many uncommitted messages the broker is not read on, 1 or more
 */
public record BrokerSettings(
    String host,
    int port,
    @Nullable BrokerTls tls,
    @Nullable String user,
    @Nullable String password,
    String clientId,
    int keepAliveSeconds,
    int packetBytes,
    int unacknowledged) {

  /** Validates the ranges. */
  public BrokerSettings {
    if (clientId.isBlank()) {
      throw new IllegalArgumentException(
          "The broker needs a client id from us: it names the session that keeps messages while"
              + " Millwright is away");
    }
    if (keepAliveSeconds < 1 || keepAliveSeconds > 60_000) {
      throw new IllegalArgumentException("Broker keep-alive must be 1 to 60000 s");
    }
    if (packetBytes < 1024 || unacknowledged < 1) {
      throw new IllegalArgumentException(
          "Broker limits: packetBytes must be 1024 or more, unacknowledged 1 or more");
    }
  }

  /**
   * A broker with a 30 s keep-alive, packets of up to 16 MiB and 4096 uncommitted messages.
   *
   * @param host its address
   * @param port its port
   * @param user our user name there, or null for none
   * @param password our password there, or null for none
   * @param clientId our client id there
   * @return the settings, without TLS
   */
  public static BrokerSettings of(
      String host, int port, @Nullable String user, @Nullable String password, String clientId) {
    return new BrokerSettings(host, port, null, user, password, clientId, 30, 16 << 20, 4096);
  }

  /**
   * Returns the same broker over TLS.
   *
   * @param tls whom to trust and how to prove ourselves
   * @return the settings
   */
  public BrokerSettings with(BrokerTls tls) {
    return new BrokerSettings(
        host, port, tls, user, password, clientId, keepAliveSeconds, packetBytes, unacknowledged);
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return host + ":" + port + " as client '" + clientId + "'";
  }
}
