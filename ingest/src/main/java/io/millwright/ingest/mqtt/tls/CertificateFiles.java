package io.millwright.ingest.mqtt.tls;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The endpoint's certificate files, and whether they have changed. One thread. */
public final class CertificateFiles {
  private final MqttTls tls;
  private List<FileTime> seen;

  public CertificateFiles(MqttTls tls) {
    this.tls = tls;
    this.seen = List.of();
    List<FileTime> now = times();
    if (now != null) {
      seen = now;
    }
  }

  /** Returns what Vert.x is to read them with. */
  public ServerSSLOptions options(ServerSSLOptions options) {
    options.setKeyCertOptions(
        new PemKeyCertOptions()
            .setCertPath(tls.certificate().toString())
            .setKeyPath(tls.key().toString()));
    Path authorities = tls.clientAuthorities();
    if (authorities != null) {
      options.setTrustOptions(new PemTrustOptions().addCertPath(authorities.toString()));
      options.setClientAuth(
          tls.clients() == MqttTls.ClientCertificates.REQUIRED
              ? ClientAuth.REQUIRED
              : ClientAuth.REQUEST);
    }
    return options;
  }

  /** Whether a file has changed since it was last asked; false while one is missing. */
  public boolean changed() {
    List<FileTime> now = times();
    if (now == null || now.equals(seen)) {
      return false;
    }
    seen = now;
    return true;
  }

  private @Nullable List<FileTime> times() {
    List<FileTime> times = new ArrayList<>();
    for (Path file : tls.files()) {
      try {
        times.add(Files.getLastModifiedTime(file));
      } catch (IOException replacedJustNow) {
        return null;
      }
    }
    return times;
  }
}
