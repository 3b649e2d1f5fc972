package io.millwright.ingest.dispatch;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An executing system that work orders are sent to.
 *
 * @param name {@code cmms} or {@code fsm}, as in the table
 * @param uri where orders are posted, http or https; null when it is not set: its orders are held
 * @param signature signs the requests; null sends them unsigned
 * @param concurrency how many requests may be under way at once, at least 1
 * @param timeout how long one request may take, answer included
 */
public record Target(
    String name,
    @Nullable URI uri,
    @Nullable WebhookSignature signature,
    int concurrency,
    Duration timeout) {

  /** Validates the URI, the concurrency and the time-out. */
  public Target {
    if (uri != null) {
      checkUri(name, uri);
    }
    if (concurrency < 1) {
      throw new IllegalArgumentException(
          "Target " + name + ": concurrency must be at least 1, not " + concurrency);
    }
    if (timeout.toMillis() < 1) {
      throw new IllegalArgumentException(
          "Target " + name + ": the time-out must be at least 1 ms, not " + timeout);
    }
  }

  /**
   * A target with the usual limits: 8 requests at once, 10 seconds each.
   *
   * @param name {@code cmms} or {@code fsm}
   * @param url where orders are posted, or null
   * @param secret the secret to sign with, {@code whsec_...}, or null
   * @return the target
   * @throws IllegalArgumentException when the URL or the secret cannot be used
   */
  public static Target of(String name, @Nullable String url, @Nullable String secret) {
    return new Target(
        name,
        url == null ? null : URI.create(url),
        secret == null ? null : WebhookSignature.of(secret),
        8,
        Duration.ofSeconds(10));
  }

  /**
   * Returns the environment variable that sets the URL.
   *
   * @param name the target's name
   * @return such as {@code MILLWRIGHT_CMMS_URL}
   */
  public static String urlSetting(String name) {
    return "MILLWRIGHT_" + name.toUpperCase(Locale.ROOT) + "_URL";
  }

  private static void checkUri(String name, URI uri) {
    // The URI may hold credentials, so no message repeats it.
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new IllegalArgumentException(
          urlSetting(name) + " must be an absolute http or https URL, such as https://host/orders");
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          urlSetting(name) + " must not hold a user, a password or a #fragment");
    }
  }
}
