package io.millwright.ingest.registry;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/** Verifies what the first releases stored: PBKDF2 with HMAC-SHA256 (RFC 8018). Makes none. */
final class Pbkdf2 {
  static final String PREFIX = "pbkdf2-sha256$";
  private static final int MAX_ITERATIONS = 10_000_000;

  private Pbkdf2() {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Parts(int iterations, byte[] salt, byte[] hash) {}

  static boolean isReadable(String encoded) {
    return parts(encoded) != null;
  }

  static boolean matches(String password, String encoded) {
    Parts parts = parts(encoded);
    return parts != null && MessageDigest.isEqual(parts.hash, derive(password, parts));
  }

  private static @Nullable Parts parts(String encoded) {
    String[] parts = encoded.split("\\$", -1);
    if (parts.length != 4) {
      return null;
    }
    try {
      int iterations = Integer.parseInt(parts[1]);
      byte[] salt = Base64.getDecoder().decode(parts[2]);
      byte[] hash = Base64.getDecoder().decode(parts[3]);
      boolean bounded =
          iterations >= 1 && iterations <= MAX_ITERATIONS && salt.length >= 8 && hash.length >= 16;
      return bounded ? new Parts(iterations, salt, hash) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static byte[] derive(String password, Parts parts) {
    PBEKeySpec spec =
        new PBEKeySpec(
            password.toCharArray(), parts.salt, parts.iterations, parts.hash.length * Byte.SIZE);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no PBKDF2WithHmacSHA256", e);
    } finally {
      spec.clearPassword();
    }
  }
}
