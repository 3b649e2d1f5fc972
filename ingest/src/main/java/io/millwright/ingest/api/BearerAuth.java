package io.millwright.ingest.api;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** Lets those pass who present the token (RFC 6750). */
final class BearerAuth implements Handler<RoutingContext> {
  private static final String SCHEME = "Bearer ";

  private final byte[] expected;

  BearerAuth(String token) {
    this.expected = digest(token);
  }

  @Override
  public void handle(RoutingContext context) {
    String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (isRight(header)) {
      context.next();
      return;
    }
    context.response().putHeader("WWW-Authenticate", "Bearer realm=\"millwright\"");
    Problem.send(
        context,
        401,
        "Unauthorized",
        header == null
            ? "Send the API token in the header Authorization: Bearer ..."
            : "The API token is wrong: it is the one that MILLWRIGHT_API_TOKEN was set to");
  }

  private boolean isRight(@Nullable String header) {
    return header != null
        && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && MessageDigest.isEqual(expected, digest(header.substring(SCHEME.length()).strip()));
  }

  // Digests are of one length, so the time of the comparison tells nothing of the token's.
  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
