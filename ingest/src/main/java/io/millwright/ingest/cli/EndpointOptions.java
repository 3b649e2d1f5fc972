package io.millwright.ingest.cli;

import io.millwright.ingest.mqtt.endpoint.MqttSettings;
import io.millwright.ingest.mqtt.limit.ConnectRates;
import io.millwright.ingest.mqtt.limit.MqttLimits;
import io.millwright.ingest.mqtt.tls.MqttTls;
import io.millwright.ingest.registry.GatewayLimits;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the own MQTT endpoint. */
final class EndpointOptions {
  @Option(
      names = "--mqtt-host",
      defaultValue = "${env:MILLWRIGHT_MQTT_HOST:-127.0.0.1}",
      description = "Address of the MQTT endpoint (default: ${DEFAULT-VALUE}).")
  private String mqttHost = "";

  @Option(
      names = "--mqtt-port",
      defaultValue = "${env:MILLWRIGHT_MQTT_PORT:-1883}",
      description = "Port of the MQTT endpoint; 0 picks a free one (default: ${DEFAULT-VALUE}).")
  private int mqttPort;

  @Option(names = "--no-mqtt", description = "Run no MQTT endpoint; read from --broker only.")
  private boolean noMqtt;

  @Option(
      names = "--tls-cert",
      paramLabel = "PEM",
      defaultValue = "${env:MILLWRIGHT_TLS_CERT}",
      description = "Certificate chain: the MQTT endpoint speaks TLS.")
  private @Nullable Path tlsCert;

  @Option(
      names = "--tls-key",
      paramLabel = "PEM",
      defaultValue = "${env:MILLWRIGHT_TLS_KEY}",
      description = "The certificate's private key.")
  private @Nullable Path tlsKey;

  @Option(
      names = "--tls-client-ca",
      paramLabel = "PEM",
      defaultValue = "${env:MILLWRIGHT_TLS_CLIENT_CA}",
      description =
          "Who issues the gateways' certificates: a gateway whose 'certificate' is in the registry"
              + " connects with it, without a password.")
  private @Nullable Path clientAuthorities;

  @Option(
      names = "--tls-client-cert",
      paramLabel = "optional|required",
      defaultValue = "${env:MILLWRIGHT_TLS_CLIENT_CERT:-optional}",
      description =
          "Whether every gateway needs a certificate of --tls-client-ca (default:"
              + " ${DEFAULT-VALUE}).")
  private MqttTls.ClientCertificates clients = MqttTls.ClientCertificates.OPTIONAL;

  @Option(
      names = "--gateway-connections",
      paramLabel = "N",
      defaultValue = "100",
      description =
          "Connections that a gateway may have at once, unless the registry says otherwise; 0: any"
              + " (default: ${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--gateway-messages",
      paramLabel = "N",
      defaultValue = "50000",
      description =
          "MQTT packets a second that a gateway is slowed down to, unless the registry says"
              + " otherwise; 0: none (default: ${DEFAULT-VALUE}).")
  private int messages;

  @Option(
      names = "--gateway-bytes",
      paramLabel = "N",
      defaultValue = "67108864",
      description = "The same in bytes a second (default: ${DEFAULT-VALUE}).")
  private int bytes;

  @Option(
      names = "--connects-per-address",
      paramLabel = "N",
      defaultValue = "500",
      description =
          "Sockets a second from one address, beyond which they are closed; 0: any (default:"
              + " ${DEFAULT-VALUE}).")
  private double perAddress;

  @Option(
      names = "--connects-per-gateway",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "CONNECTs a second of one gateway from one address, beyond which they are refused; 0: any"
              + " (default: ${DEFAULT-VALUE}).")
  private double perGateway;

  /** The address it binds. */
  String host() {
    return mqttHost;
  }

  /**
   * What the endpoint is told.
   *
   * @return null when there is to be none
   * @throws IllegalArgumentException when options do not go together
   */
  @Nullable MqttSettings settings() {
    int loops = Runtime.getRuntime().availableProcessors();
    return noMqtt
        ? null
        : new MqttSettings(
            mqttHost,
            mqttPort,
            tls(),
            loops,
            MqttLimits.DEFAULT.with(
                new GatewayLimits(connections, messages, bytes),
                new ConnectRates(perAddress, perGateway, ConnectRates.DEFAULT.wrongPasswords())));
  }

  private @Nullable MqttTls tls() {
    if ((tlsCert == null) != (tlsKey == null)) {
      throw new IllegalArgumentException("--tls-cert and --tls-key go together");
    }
    if (tlsCert == null || tlsKey == null) {
      if (clientAuthorities != null) {
        throw new IllegalArgumentException(
            "--tls-client-ca needs TLS: give --tls-cert and --tls-key, too");
      }
      return null;
    }
    if (clients == MqttTls.ClientCertificates.REQUIRED && clientAuthorities == null) {
      throw new IllegalArgumentException(
          "--tls-client-cert required needs --tls-client-ca: whose certificates are good?");
    }
    return new MqttTls(tlsCert, tlsKey, clientAuthorities, clients);
  }
}
