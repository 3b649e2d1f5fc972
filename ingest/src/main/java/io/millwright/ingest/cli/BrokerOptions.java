package io.millwright.ingest.cli;

import io.millwright.ingest.mqtt.broker.BrokerSettings;
import io.millwright.ingest.mqtt.tls.BrokerTls;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of an existing broker. */
final class BrokerOptions {
  @Option(
      names = "--broker",
      paramLabel = "URL",
      defaultValue = "${env:MILLWRIGHT_BROKER_URL}",
      description = "Subscribe to an existing broker as well, such as tcp://broker:1883.")
  private @Nullable URI broker;

  @Option(
      names = "--broker-client-id",
      paramLabel = "ID",
      defaultValue = "${env:MILLWRIGHT_BROKER_CLIENT_ID:-millwright}",
      description = "Our client id there: it names the session (default: ${DEFAULT-VALUE}).")
  private String brokerClientId = "";

  @Option(
      names = "--broker-ca",
      paramLabel = "PEM",
      defaultValue = "${env:MILLWRIGHT_BROKER_CA}",
      description = "Who issued the broker's certificate; without it, whom the JDK trusts.")
  private @Nullable Path brokerAuthorities;

  @Option(
      names = "--broker-cert",
      paramLabel = "PEM",
      defaultValue = "${env:MILLWRIGHT_BROKER_CERT}",
      description = "Our certificate, for a broker that asks for one.")
  private @Nullable Path brokerCert;

  @Option(
      names = "--broker-key",
      paramLabel = "PEM",
      defaultValue = "${env:MILLWRIGHT_BROKER_KEY}",
      description = "The certificate's private key.")
  private @Nullable Path brokerKey;

  /** The broker's address, null for none. */
  @Nullable URI url() {
    return broker;
  }

  /**
   * What the subscription is told.
   *
   * @param env has user and password
   * @return null when there is to be none
   * @throws IllegalArgumentException when options do not go together
   */
  @Nullable BrokerSettings settings(Map<String, String> env) {
    URI url = broker;
    if (url == null) {
      return null;
    }
    boolean tls = "ssl".equals(url.getScheme());
    if (!(tls || "tcp".equals(url.getScheme()))
        || url.getHost() == null
        || url.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "--broker must be tcp://host:1883 or ssl://host:8883; user and password come from the"
              + " environment");
    }
    if (!tls && (brokerAuthorities != null || brokerCert != null || brokerKey != null)) {
      throw new IllegalArgumentException(
          "--broker-ca, --broker-cert and --broker-key need TLS: --broker ssl://host:8883");
    }
    BrokerSettings plain =
        BrokerSettings.of(
            url.getHost(),
            url.getPort() > 0 ? url.getPort() : tls ? 8883 : 1883,
            env.get("MILLWRIGHT_BROKER_USER"),
            env.get("MILLWRIGHT_BROKER_PASSWORD"),
            brokerClientId);
    return tls ? plain.with(new BrokerTls(brokerAuthorities, brokerCert, brokerKey)) : plain;
  }
}
