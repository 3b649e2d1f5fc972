package io.millwright.ingest.mqtt.tls;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint's TLS, 1.2 and 1.3. All files are PEM, and are read again when they have changed.
 *
 * @param certificate the endpoint's certificate, with those between it and the authority
 * @param key its private key, PKCS #8 or PKCS #1, without a pass phrase
 * @param clientAuthorities who may have issued the certificates of gateways; null asks for none
 * @param clients whether a gateway needs a certificate to connect at all
 */
public record MqttTls(
    Path certificate, Path key, @Nullable Path clientAuthorities, ClientCertificates clients) {

  /** Whether gateways need certificates. */
  public enum ClientCertificates {
    /** Who has none gives its password. */
    OPTIONAL,
    /** Who has none does not get past the handshake. */
    REQUIRED
  }

  /** Returns the files, to watch them. */
  List<Path> files() {
    return clientAuthorities == null
        ? List.of(certificate, key)
        : List.of(certificate, key, clientAuthorities);
  }
}
