package io.millwright.ingest.dispatch;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a request as the Standard Webhooks specification says: HMAC-SHA256 over {@code
 * id.timestamp.body}, keyed with the decoded secret. Immutable; any thread.
 */
public final class WebhookSignature {
  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";
  // "Between 24 bytes and 64 bytes", says the specification.
  private static final int SHORTEST = 24;
  private static final int LONGEST = 64;
  private static final String HOW = "Make one with: echo whsec_$(openssl rand -base64 32)";

  private final SecretKeySpec key;

  private WebhookSignature(SecretKeySpec key) {
    this.key = key;
  }

  /**
   * Reads a secret.
   *
   * @param secret {@code whsec_} and 24 to 64 bytes in base64
   * @return the signer
   * @throws IllegalArgumentException when the secret has another form; the message does not hold it
   */
  public static WebhookSignature of(String secret) {
    byte[] bytes;
    try {
      bytes = secret.startsWith(PREFIX) ? decode(secret) : new byte[0];
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("The webhook secret after whsec_ is not base64. " + HOW);
    }
    if (bytes.length < SHORTEST || bytes.length > LONGEST) {
      throw new IllegalArgumentException(
          "The webhook secret is not whsec_ followed by 24 to 64 bytes in base64. " + HOW);
    }
    return new WebhookSignature(new SecretKeySpec(bytes, ALGORITHM));
  }

  private static byte[] decode(String secret) {
    return Base64.getDecoder().decode(secret.substring(PREFIX.length()).strip());
  }

  /**
   * Returns the value of the header {@code webhook-signature}.
   *
   * @param id the header {@code webhook-id}: the same for each attempt of one message
   * @param timestamp when this attempt is made; sent in whole seconds as {@code webhook-timestamp}
   * @param body the bytes of the body as sent, empty for a request without one
   * @return {@code v1,} and the signature in base64
   */
  public String sign(String id, Instant timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update((id + "." + timestamp.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }
}
