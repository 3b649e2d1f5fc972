package io.millwright.ingest.registry;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
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
 * reconnect storm does not cost 0.1 s each. Safe for use by many threads; blocks.
 */
public final class GatewayCredentials {
  private static final Logger log = LoggerFactory.getLogger(GatewayCredentials.class);
  private static final int REMEMBERED = 20_000;

  /** What became of a gateway's name and password. */
  public enum Verdict {
    /** Known, enabled, and the password is right. */
    ACCEPTED,
    /** No such gateway or another password; which of the two is not told. */
    WRONG,
    /** The password is right, but the gateway is disabled. */
    DISABLED
  }

  private record Gateway(String hash, boolean enabled) {}

  @SuppressWarnings("ArrayRecordComponent") // compared in constant time, not with equals
  private record Remembered(String hash, byte[] mac) {}

  private final DataSource database;
  private final SecretKeySpec processKey;

  /** Verified against when there is no such gateway, so that the answer takes as long. */
  private final PasswordHash nobody = PasswordHash.of("");

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
    this.database = database;
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    this.processKey = new SecretKeySpec(key, "HmacSHA256");
  }

  /**
   * Verifies a gateway. Takes about 0.1 s the first time: not on an event loop.
   *
   * @param gateway the gateway's id, as it claims
   * @param password its password, as it claims
   * @return the verdict
   * @throws SQLException when the database cannot be asked: nothing is known about the gateway then
   */
  public Verdict verify(String gateway, String password) throws SQLException {
    Gateway known = find(gateway);
    PasswordHash hash = known == null ? null : parse(gateway, known.hash);
    if (known == null || hash == null) {
      nobody.matches(password.toCharArray());
      return Verdict.WRONG;
    }
    byte[] mac = mac(password);
    Remembered before = verified.get(gateway);
    boolean right =
        before != null && before.hash.equals(known.hash) && MessageDigest.isEqual(before.mac, mac);
    if (!right) {
      if (!hash.matches(password.toCharArray())) {
        return Verdict.WRONG;
      }
      verified.put(gateway, new Remembered(known.hash, mac));
    }
    return known.enabled ? Verdict.ACCEPTED : Verdict.DISABLED;
  }

  private @Nullable Gateway find(String gateway) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select password_hash, enabled from gateway where id = ?")) {
      select.setString(1, gateway);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? new Gateway(row.getString(1), row.getBoolean(2)) : null;
      }
    }
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
