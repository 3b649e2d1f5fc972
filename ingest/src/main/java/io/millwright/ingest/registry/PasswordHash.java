package io.millwright.ingest.registry;

import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * A salted password hash: Argon2id (RFC 9106) with the parameters of the OWASP password storage
 * cheat sheet (19 MiB, 2 passes, 1 lane), in the PHC string format. Hashes of the first releases,
 * {@code pbkdf2-sha256$...}, are still verified. A {@link GatewayToken} is stored as {@code
 * token-sha256$...}, and is compared with nothing else. At most as many are computed at once as
 * there are cores, so that many who connect wait instead of taking 19 MiB each. Any thread; blocks.
 */
public final class PasswordHash {
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int LANES = 1;
  private static final int KIBIBYTES = 19 << 10;
  private static final int PASSES = 2;
  private static final int MAX_KIBIBYTES = 64 << 10;
  private static final int MAX_PASSES = 20;

  private static final Pattern ARGON2 =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})"
              + "\\$[A-Za-z0-9+/]{11,64}\\$[A-Za-z0-9+/]{22,128}");

  private static final Argon2PasswordEncoder ENCODER = encoder(KIBIBYTES, PASSES);

  private static final Semaphore AT_ONCE =
      new Semaphore(Runtime.getRuntime().availableProcessors());

  private final String encoded;

  private PasswordHash(String encoded) {
    this.encoded = encoded;
  }

  /**
   * Hashes a password with a new salt. Takes about 0.05 s, unless it is a {@link GatewayToken}: not
   * on an event loop.
   *
   * @param password the password
   * @return its hash
   */
  public static PasswordHash of(String password) {
    return GatewayToken.is(password)
        ? new PasswordHash(TokenHash.of(password))
        : of(password, ENCODER);
  }

  /**
   * Hashes a password that protects nothing, such as that of a simulated gateway, at a lower cost.
   *
   * @param password the password
   * @param kibibytes the memory it takes, 8 to 65,536
   * @param passes over the memory, 1 to 20
   * @return its hash
   */
  public static PasswordHash of(String password, int kibibytes, int passes) {
    return of(password, encoder(kibibytes, passes));
  }

  private static PasswordHash of(String password, Argon2PasswordEncoder encoder) {
    AT_ONCE.acquireUninterruptibly();
    try {
      return new PasswordHash(encoder.encode(password));
    } finally {
      AT_ONCE.release();
    }
  }

  private static Argon2PasswordEncoder encoder(int kibibytes, int passes) {
    return new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, kibibytes, passes);
  }

  /**
   * Reads a hash from its text.
   *
   * @param encoded {@code $argon2id$v=19$m=...,t=...,p=...$salt$hash} with up to 64 MiB and 20
   *     passes, {@code token-sha256$hash}, or {@code pbkdf2-sha256$iterations$salt$hash}
   * @return the hash
   * @throws IllegalArgumentException when the text has another form; the message does not repeat it
   */
  public static PasswordHash parse(String encoded) {
    Matcher argon2 = ARGON2.matcher(encoded);
    boolean readable =
        argon2.matches()
            ? isBounded(argon2)
            : (encoded.startsWith(Pbkdf2.PREFIX) && Pbkdf2.isReadable(encoded))
                || (encoded.startsWith(TokenHash.PREFIX) && TokenHash.isReadable(encoded));
    if (!readable) {
      throw new IllegalArgumentException(
          "A password hash must be $argon2id$v=19$m=19456,t=2,p=1$salt$hash with m of up to "
              + MAX_KIBIBYTES
              + " and t of up to "
              + MAX_PASSES
              + ", token-sha256$hash, or pbkdf2-sha256$iterations$salt$hash");
    }
    return new PasswordHash(encoded);
  }

  private static boolean isBounded(Matcher argon2) {
    int kibibytes = Integer.parseInt(argon2.group(1));
    int passes = Integer.parseInt(argon2.group(2));
    int lanes = Integer.parseInt(argon2.group(3));
    return lanes >= 1
        && lanes <= 16
        && kibibytes >= 8 * lanes
        && kibibytes <= MAX_KIBIBYTES
        && passes >= 1
        && passes <= MAX_PASSES;
  }

  /**
   * Tells whether a password is the one that was hashed; the time does not depend on how much of it
   * is right. Takes as long as hashing, unless the password or the hash is of a token: not on an
   * event loop.
   *
   * @param password the password
   * @return whether it is
   */
  public boolean matches(String password) {
    if (isOfToken() || GatewayToken.is(password)) {
      return isOfToken() && TokenHash.matches(password, encoded);
    }
    AT_ONCE.acquireUninterruptibly();
    try {
      return encoded.startsWith(Pbkdf2.PREFIX)
          ? Pbkdf2.matches(password, encoded)
          : ENCODER.matches(password, encoded);
    } finally {
      AT_ONCE.release();
    }
  }

  /** Whether it is of a {@link GatewayToken}. */
  boolean isOfToken() {
    return encoded.startsWith(TokenHash.PREFIX);
  }

  /**
   * Returns the text to store.
   *
   * @return what {@link #parse} reads
   */
  public String encoded() {
    return encoded;
  }

  /** Says nothing of the hash, so that it cannot end in a log. */
  @Override
  public String toString() {
    if (isOfToken()) {
      return "token-sha256";
    }
    return encoded.startsWith(Pbkdf2.PREFIX) ? "pbkdf2-sha256" : "argon2id";
  }
}
