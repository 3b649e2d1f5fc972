package io.millwright.ingest.mqtt.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * TLS towards a broker, 1.2 and 1.3, with its host name verified. All files are PEM, and read at
 * each attempt to connect.
 *
 * @param authorities who may have issued the broker's certificate; null for those the JDK trusts
 * @param certificate our own certificate, for brokers that ask for one; null for none
 * @param key its private key; given when the certificate is
 */
public record BrokerTls(
    @Nullable Path authorities, @Nullable Path certificate, @Nullable Path key) {
  /** Validates that certificate and key go together. */
  public BrokerTls {
    if ((certificate == null) != (key == null)) {
      throw new IllegalArgumentException(
          "Our certificate for the broker and its key go together: give both or none");
    }
  }
}
