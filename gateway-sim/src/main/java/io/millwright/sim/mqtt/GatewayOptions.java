package io.millwright.sim.mqtt;

import java.net.URI;
import java.time.Duration;

/**
 * How a simulated gateway connects.
 *
 * @param url where to, {@code tcp://host:port}
 * @param gateway the gateway's id: user name and client id
 * @param password its password
 * @param window how many messages may wait for their PUBACK at once, 1 to 65535; the server's
 *     Receive Maximum lowers it
 * @param buffer how many messages it holds, sent or not, until they are acknowledged; at least the
 *     window
 * @param sessionExpiry how long the server keeps the session after a disconnect
 * @param keepAlive longest silence on the connection
 */
public record GatewayOptions(
    URI url,
    String gateway,
    String password,
    int window,
    int buffer,
    Duration sessionExpiry,
    Duration keepAlive) {

  /** Validates the bounds. */
  public GatewayOptions {
    if (window < 1 || window > 65_535) {
      throw new IllegalArgumentException("The window must be 1 to 65535, not " + window);
    }
    if (buffer < window) {
      throw new IllegalArgumentException(
          "The buffer (" + buffer + ") must hold at least the window (" + window + ")");
    }
  }

  /**
   * The usual: a window of 64, a buffer of 1,000 messages, a session kept for a day.
   *
   * @param url where to
   * @param gateway the gateway's id
   * @param password its password
   * @return the options
   */
  public static GatewayOptions of(URI url, String gateway, String password) {
    return new GatewayOptions(
        url, gateway, password, 64, 1_000, Duration.ofDays(1), Duration.ofSeconds(60));
  }

  /**
   * The same with another window, and a buffer that is large enough for it.
   *
   * @param newWindow messages in flight, 1 to 65535
   * @return a copy
   */
  public GatewayOptions withWindow(int newWindow) {
    return new GatewayOptions(
        url, gateway, password, newWindow, Math.max(buffer, newWindow), sessionExpiry, keepAlive);
  }

  /** Everything but the password. */
  @Override
  public String toString() {
    return gateway + " at " + url + " (window " + window + ", buffer " + buffer + ")";
  }
}
