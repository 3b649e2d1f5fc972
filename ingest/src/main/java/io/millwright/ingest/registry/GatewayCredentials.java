package io.millwright.ingest.registry;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies gateways against the table {@code gateway}, which is read each time: a changed password
 * or a disabled gateway counts at the next connect. Passwords that were right are remembered as an
 * HMAC under a key of this process, bound to the hash they were verified against, so that a
 * reconnect storm costs no hashing; a {@link GatewayToken} costs none at all. Safe for use by many
 * threads; blocks.
 */
public final class GatewayCredentials {
  private static final Logger log = LoggerFactory.getLogger(GatewayCredentials.class);
  private static final int REMEMBERED = 20_000;

  /** What became of a claim. */
  public enum Verdict {
    /** Known, enabled, and proved. */
    ACCEPTED,
    /** No such gateway or another password; which of the two is not told. */
    WRONG,
    /** Proved, but the gateway is disabled. */
    DISABLED,
    /** Neither a user name with a password nor a certificate. */
    ANONYMOUS,
    /** The certificate is of another gateway, or of none. */
    CERTIFICATE,
    /** So many were wrong that this one is not even looked at. */
    TOO_MANY
  }

  /**
   * The answer.
   *
   * @param verdict what became of the claim
   * @param grant the gateway, when accepted
   */
  public record Answer(Verdict verdict, @Nullable GatewayGrant grant) {}

  /** Limits how many passwords are hashed for somebody. */
  public interface Guesses {
    /** Takes one guess; false when there is none left. */
    boolean take();

    /** Gives it back: the guess was right. */
    void giveBack();

    /** As many as one likes. */
    Guesses UNLIMITED =
        new Guesses() {
          @Override
          public boolean take() {
            return true;
          }

          @Override
          public void giveBack() {}
        };
  }

  @SuppressWarnings("ArrayRecordComponent") // compared in constant time, not with equals
  private record Remembered(String hash, byte[] mac) {}

  private final StoredGateways stored;
  private final SecretKeySpec processKey;

  /** Verified against when there is no such gateway or hash, so that the answer takes as long. */
  private final PasswordHash nobody = PasswordHash.of("");

  private final WrongPasswords wrong = new WrongPasswords();

  private final Map<String, Remembered> verified =
      Collections.synchronizedMap(
          new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
              return size() > REMEMBERED;
            }
          });

  /**
   * Credentials over a database.
   *
   * @param database holds the table {@code gateway}
   */
  public GatewayCredentials(DataSource database) {
    this.stored = new StoredGateways(database);
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    this.processKey = new SecretKeySpec(key, "HmacSHA256");
  }

  /**
   * Verifies a claim. A certificate that is bound to a gateway proves that gateway, and a password
   * beside it is not looked at. Takes about 0.05 s when a password has to be hashed: not on an
   * event loop.
   *
   * @param claim who it says it is
   * @param guesses how many passwords may be hashed for it
   * @return the answer
   * @throws SQLException when the database cannot be asked: nothing is known about the gateway then
   */
  public Answer verify(GatewayClaim claim, Guesses guesses) throws SQLException {
    String user = claim.user();
    if (!claim.certificate().isEmpty()) {
      StoredGateways.Row bound = stored.withCertificate(claim.certificate());
      if (bound != null) {
        return user == null || user.equals(bound.grant().gateway())
            ? proved(bound)
            : new Answer(Verdict.CERTIFICATE, null);
      }
    }
    String password = claim.password();
    if (user == null || password == null) {
      return new Answer(
          claim.certificate().isEmpty() ? Verdict.ANONYMOUS : Verdict.CERTIFICATE, null);
    }
    StoredGateways.Row known = stored.withId(user);
    if (known != null && known.certificate() != null && !claim.certificate().isEmpty()) {
      return new Answer(Verdict.CERTIFICATE, null);
    }
    return verify(user, known, password, guesses);
  }

  /**
   * Whether a claim can be answered without hashing, as far as is known without the database: by a
   * certificate, a token, or a password that was right before. Does not block.
   *
   * @param claim who it says it is
   * @return whether that is likely
   */
  public boolean isQuick(GatewayClaim claim) {
    String user = claim.user();
    String password = claim.password();
    if (user == null || password == null || GatewayToken.is(password)) {
      return true;
    }
    Remembered before = verified.get(user);
    return before != null && MessageDigest.isEqual(before.mac, mac(password));
  }

  /**
   * Returns gateways as they stand now.
   *
   * @param ids which
   * @return those that exist, by id
   * @throws SQLException when the database cannot be asked
   */
  public Map<String, GatewayGrant> grants(Collection<String> ids) throws SQLException {
    return stored.grants(List.copyOf(ids));
  }

  private Answer verify(
      String user, StoredGateways.@Nullable Row known, String password, Guesses guesses) {
    String stored = known == null ? null : known.passwordHash();
    if (GatewayToken.is(password)) {
      PasswordHash token =
          known == null || stored == null ? null : parse(known.grant().gateway(), stored);
      return known != null && token != null && token.matches(password)
          ? proved(known)
          : new Answer(Verdict.WRONG, null);
    }
    byte[] mac = mac(password);
    if (known != null && stored != null && isRemembered(known, stored, mac)) {
      return proved(known);
    }
    if (wrong.contains(user, stored, mac)) {
      return new Answer(Verdict.WRONG, null);
    }
    if (!guesses.take()) {
      return new Answer(Verdict.TOO_MANY, null);
    }
    PasswordHash hash =
        known == null || stored == null ? null : parse(known.grant().gateway(), stored);
    // How long it takes says what the password looks like, never what is stored.
    PasswordHash hashed = hash == null || hash.isOfToken() ? nobody : hash;
    // Also nobody's hash is of some password: it must not let in who gives that one.
    boolean right = hashed.matches(password) && hashed == hash;
    if (!right || known == null || stored == null) {
      wrong.add(user, stored, mac);
      return new Answer(Verdict.WRONG, null);
    }
    guesses.giveBack();
    verified.put(known.grant().gateway(), new Remembered(stored, mac));
    return proved(known);
  }

  private boolean isRemembered(StoredGateways.Row known, String stored, byte[] mac) {
    Remembered before = verified.get(known.grant().gateway());
    return before != null && before.hash.equals(stored) && MessageDigest.isEqual(before.mac, mac);
  }

  private static Answer proved(StoredGateways.Row known) {
    return known.grant().enabled()
        ? new Answer(Verdict.ACCEPTED, known.grant())
        : new Answer(Verdict.DISABLED, null);
  }

  private static @Nullable PasswordHash parse(String gateway, String hash) {
    try {
      return PasswordHash.parse(hash);
    } catch (IllegalArgumentException e) {
      log.error(
          "Gateway {} is refused: its password_hash in the registry is damaged; import it again",
          gateway);
      return null;
    }
  }

  private byte[] mac(String password) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(processKey);
      return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no HmacSHA256", e);
    }
  }
}
