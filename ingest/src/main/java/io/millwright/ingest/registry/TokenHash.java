package io.millwright.ingest.registry;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

/** What is stored of a {@link GatewayToken}: its SHA-256. No other password matches it. */
final class TokenHash {
  static final String PREFIX = "token-sha256$";
  private static final int HASH_BYTES = 32;

  private TokenHash() {}

  static String of(String token) {
    return PREFIX + Base64.getEncoder().encodeToString(sha256(token));
  }

  static boolean isReadable(String encoded) {
    try {
      return hash(encoded).length == HASH_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static boolean matches(String password, String encoded) {
    return GatewayToken.is(password) && MessageDigest.isEqual(hash(encoded), sha256(password));
  }

  private static byte[] hash(String encoded) {
    return Base64.getDecoder().decode(encoded.substring(PREFIX.length()));
  }

  private static byte[] sha256(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no SHA-256", e);
    }
  }
}
