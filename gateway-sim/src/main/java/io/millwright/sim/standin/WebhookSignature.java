package io.millwright.sim.standin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Checks signatures of Standard Webhooks 1.0 (github.com/standard-webhooks/standard-webhooks). */
final class WebhookSignature {
  private static final String PREFIX = "whsec_";
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final SecretKeySpec key;

  /**
   * Takes a secret.
   *
   * @param secret {@code whsec_} and the key in base64
   * @throws IllegalArgumentException when it is not of that form
   */
  WebhookSignature(String secret) {
    if (!secret.startsWith(PREFIX)) {
      throw new IllegalArgumentException("A webhook secret begins with " + PREFIX);
    }
    this.key =
        new SecretKeySpec(
            Base64.getDecoder().decode(secret.substring(PREFIX.length())), "HmacSHA256");
  }

  /**
   * Checks a delivery.
   *
   * @param id header webhook-id
   * @param timestamp header webhook-timestamp, epoch seconds
   * @param signatures header webhook-signature, separated by blanks; one must match
   * @param body the body as received
   * @param now real time
   * @return what is wrong, or nothing
   */
  Optional<String> problem(
      @Nullable String id,
      @Nullable String timestamp,
      @Nullable String signatures,
      byte[] body,
      Instant now) {
    if (id == null || timestamp == null || signatures == null) {
      return Optional.of("webhook-id, webhook-timestamp and webhook-signature must be sent");
    }
    try {
      Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
      if (Duration.between(sent, now).abs().compareTo(TOLERANCE) > 0) {
        return Optional.of("webhook-timestamp is more than 5 minutes off");
      }
    } catch (NumberFormatException e) {
      return Optional.of("webhook-timestamp is no number of seconds");
    }
    byte[] expected = ("v1," + sign(id, timestamp, body)).getBytes(StandardCharsets.US_ASCII);
    for (String signature : signatures.split(" ", -1)) {
      if (MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.US_ASCII))) {
        return Optional.empty();
      }
    }
    return Optional.of("webhook-signature does not match: another secret or a changed body");
  }

  private String sign(String id, String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java runtime has HmacSHA256", e);
    }
  }
}
