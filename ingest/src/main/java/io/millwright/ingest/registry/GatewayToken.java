package io.millwright.ingest.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A password that nobody chose: {@code mwt_}, 256 random bits, and a check sum that keeps texts
 * that only look like it apart. Nobody can guess so many bits, however fast a guess is tried, so
 * its stored hash needs neither cost nor salt.
 */
public final class GatewayToken {
  private static final int SECRET_BYTES = 32;
  private static final int BODY_LENGTH = 4 + 43;
  private static final Pattern FORM = Pattern.compile("mwt_[A-Za-z0-9_-]{43}[0-9a-f]{8}");

  private GatewayToken() {}

  /**
   * Makes one.
   *
   * @param random cryptographically strong
   * @return its text, to be given to the gateway as its password
   */
  public static String make(RandomGenerator random) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    String body = "mwt_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    return body + checkSum(body);
  }

  /** Whether a password is such a token, as far as can be seen. */
  static boolean is(String password) {
    return FORM.matcher(password).matches()
        && password.substring(BODY_LENGTH).equals(checkSum(password.substring(0, BODY_LENGTH)));
  }

  private static String checkSum(String body) {
    CRC32 sum = new CRC32();
    sum.update(body.getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }
}
