package io.millwright.ingest.api;

import org.jspecify.annotations.Nullable;

/**
 * Where the HTTP API listens.
 *
 * @param host the interface, such as {@code 127.0.0.1}
 * @param port the port; 0 takes a free one
 * @param token what callers of {@code /v1} must present as a bearer token; null lets everybody in,
 *     which is allowed on a loopback interface only
 * @param maxBody the largest body in bytes
 */
public record ApiOptions(String host, int port, @Nullable String token, long maxBody) {
  /** 10 MiB. */
  public static final long MAX_BODY = 10L * 1024 * 1024;

  /** Validates the port, the token and the size. */
  public ApiOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("The API port must be 0 to 65535, not " + port);
    }
    if (token != null && token.isBlank()) {
      throw new IllegalArgumentException("The API token is blank: set one or leave it out");
    }
    if (maxBody < 1) {
      throw new IllegalArgumentException("The largest body must be at least 1 byte");
    }
  }

  @Override
  public String toString() {
    return "ApiOptions[host=" + host + ", port=" + port + ", maxBody=" + maxBody + "]";
  }
}
