package io.millwright.ingest.registry;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A salted password hash: PBKDF2 with HMAC-SHA256 (RFC 8018), written as {@code
 * pbkdf2-sha256$iterations$salt$hash} with salt and hash in base64. 210,000 iterations or more, as
 * the OWASP password storage cheat sheet asks of PBKDF2; each costs about half a microsecond.
 */
public final class PasswordHash {
  private static final String SCHEME = "pbkdf2-sha256";
  private static final int ITERATIONS = 210_000;
  private static final int MAX_ITERATIONS = 10_000_000;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final int iterations;
  private final byte[] salt;
  private final byte[] hash;

  private PasswordHash(int iterations, byte[] salt, byte[] hash) {
    this.iterations = iterations;
    this.salt = salt;
    this.hash = hash;
  }

  /**
   * Hashes a password with a new salt. Takes about 0.1 s: not on an event loop.
   *
   * @param password the password, not changed
   * @return its hash
   */
  public static PasswordHash of(char[] password) {
    return of(password, ITERATIONS);
  }

  /**
   * Hashes a password with a new salt. Takes about 0.1 s: not on an event loop.
   *
   * @param password the password
   * @return its hash
   */
  public static PasswordHash of(String password) {
    return of(password.toCharArray(), ITERATIONS);
  }

  /**
   * Hashes a password with a chosen cost.
   *
   * @param password the password, not changed
   * @param iterations how often to iterate, 1 to 10,000,000
   * @return its hash
   */
  public static PasswordHash of(char[] password, int iterations) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return new PasswordHash(iterations, salt, derive(password, salt, iterations, HASH_BYTES));
  }

  /**
   * Reads a hash from its text.
   *
   * @param encoded {@code pbkdf2-sha256$iterations$salt$hash}
   * @return the hash
   * @throws IllegalArgumentException when the text has another form; the message does not repeat it
   */
  public static PasswordHash parse(String encoded) {
    String[] parts = encoded.split("\\$", -1);
    if (parts.length == 4 && parts[0].equals(SCHEME)) {
      try {
        int iterations = Integer.parseInt(parts[1]);
        byte[] salt = Base64.getDecoder().decode(parts[2]);
        byte[] hash = Base64.getDecoder().decode(parts[3]);
        if (iterations >= 1
            && iterations <= MAX_ITERATIONS
            && salt.length >= 8
            && hash.length >= 16) {
          return new PasswordHash(iterations, salt, hash);
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(expected(), e);
      }
    }
    throw new IllegalArgumentException(expected());
  }

  /**
   * Tells whether a password is the one that was hashed; the time does not depend on how much of it
   * is right. Takes as long as hashing: not on an event loop.
   *
   * @param password the password, not changed
   * @return whether it is
   */
  public boolean matches(char[] password) {
    return MessageDigest.isEqual(hash, derive(password, salt, iterations, hash.length));
  }

  /**
   * Returns the text to store.
   *
   * @return {@code pbkdf2-sha256$iterations$salt$hash}
   */
  public String encoded() {
    Base64.Encoder base64 = Base64.getEncoder();
    return String.join(
        "$",
        SCHEME,
        Integer.toString(iterations),
        base64.encodeToString(salt),
        base64.encodeToString(hash));
  }

  /** Says nothing of the hash, so that it cannot end in a log. */
  @Override
  public String toString() {
    return SCHEME;
  }

  private static byte[] derive(char[] password, byte[] salt, int iterations, int bytes) {
    char[] copy = Arrays.copyOf(password, password.length);
    PBEKeySpec spec = new PBEKeySpec(copy, salt, iterations, bytes * Byte.SIZE);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no PBKDF2WithHmacSHA256", e);
    } finally {
      spec.clearPassword();
      Arrays.fill(copy, '\0');
    }
  }

  private static String expected() {
    return "A password hash must be "
        + SCHEME
        + "$iterations$salt$hash with 1 to 10000000 iterations, and salt (8 bytes or more) and hash"
        + " (16 bytes or more) in base64";
  }
}
