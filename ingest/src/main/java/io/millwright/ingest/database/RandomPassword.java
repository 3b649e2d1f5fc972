package io.millwright.ingest.database;

import java.security.SecureRandom;
import java.util.Base64;

/** Passwords for servers that Millwright sets up itself: 144 random bits, safe in a URL. */
final class RandomPassword {
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomPassword() {}

  static String next() {
    byte[] bytes = new byte[18];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }
}
