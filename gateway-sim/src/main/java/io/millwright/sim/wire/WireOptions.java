package io.millwright.sim.wire;

import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

/**
 * Where a client connects to, and as whom.
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param clientId names the session
 * @param user the user name; null for none
 * @param password the password; null for none
 * @param cleanStart whether an older session of that client id is forgotten; if not, the new one
 *     outlives its connection for an hour
 * @param keepAliveSeconds the longest silence before a PINGREQ, 0 (never) to 65535
 * @param tls speaks TLS; null for plain TCP
 */
public record WireOptions(
    String host,
    int port,
    String clientId,
    @Nullable String user,
    @Nullable String password,
    boolean cleanStart,
    int keepAliveSeconds,
    @Nullable SslContext tls) {

  /** Validates the ranges. */
  public WireOptions {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("The port must be 1 to 65535, not " + port);
    }
    if (keepAliveSeconds < 0 || keepAliveSeconds > 65_535) {
      throw new IllegalArgumentException(
          "The keep-alive must be 0 to 65535 s, not " + keepAliveSeconds);
    }
  }

  /**
   * A gateway with a clean session over plain TCP, whose user name is its client id.
   *
   * @param host name or address
   * @param port 1 to 65535
   * @param gateway client id and user name
   * @param password the password
   * @return options with a keep-alive of 60 s
   */
  public static WireOptions gateway(String host, int port, String gateway, String password) {
    return new WireOptions(host, port, gateway, gateway, password, true, 60, null);
  }

  /** Hides the password. */
  @Override
  public String toString() {
    return "'" + clientId + "' at " + host + ":" + port;
  }
}
