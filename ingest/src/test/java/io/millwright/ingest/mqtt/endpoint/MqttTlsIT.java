package io.millwright.ingest.mqtt.endpoint;

import static io.millwright.ingest.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.ingest.mqtt.RawMqtt;
import io.millwright.ingest.mqtt.TestCertificates;
import io.millwright.ingest.mqtt.limit.MqttLimits;
import io.millwright.ingest.mqtt.limit.MqttTimeouts;
import io.millwright.ingest.mqtt.tls.MqttTls;
import io.millwright.ingest.pipeline.Settlement;
import io.millwright.ingest.registry.CertificateName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS and client certificates, with a real authority and real handshakes. */
class MqttTlsIT {
  private static final int ACCEPTED = 0;
  private static final int BAD_CREDENTIALS = 0x86;
  private static final int NOT_AUTHORISED = 0x87;

  @TempDir private Path folder;

  private final TestCertificates authority = new TestCertificates("test authority");
  private @Nullable EndpointBench bench;

  @AfterEach
  void stop() {
    if (bench != null) {
      bench.close();
    }
  }

  @Test
  void speaksTls12And13AndNothingOlder() throws Exception {
    EndpointBench endpoint = start(MqttTls.ClientCertificates.OPTIONAL);
    for (String protocol : new String[] {"TLSv1.2", "TLSv1.3"}) {
      try (SSLSocket socket = socket(endpoint, authority, null)) {
        socket.setEnabledProtocols(new String[] {protocol});
        RawMqtt client = new RawMqtt(socket, 5).connect("c", "gw-1", "secret", true, 0);
        assertThat(client.read().body()[1]).isEqualTo(ACCEPTED);
        assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
        client.publish(EndpointBench.OWN, 1, 7, "over " + protocol);
        assertThat(endpoint.intake().settleNext(Settlement.STORED)).isEqualTo("over " + protocol);
        assertThat(client.read().packetId()).isEqualTo(7);
      }
    }
    // The JDK itself speaks nothing older any more, so the alert is provoked by hand: a ClientHello
    // of TLS 1.1 gets protocol_version (RFC 8446, 6.2).
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), endpoint.port())) {
      plain.getOutputStream().write(clientHelloOfTls11());
      byte[] alert = plain.getInputStream().readNBytes(7);
      assertThat(alert[0]).as("an alert").isEqualTo((byte) 21);
      assertThat(alert[6]).as("protocol_version").isEqualTo((byte) 70);
    }
    await().until(() -> endpoint.refused("tls") >= 1);
  }

  @Test
  void aCertificateThatIsBoundToAGatewayIsEnough() throws Exception {
    EndpointBench endpoint = start(MqttTls.ClientCertificates.OPTIONAL);
    endpoint.execute("insert into gateway (id, certificate) values ('gw-cn', 'cn:press 7')");
    endpoint.execute("insert into gateway (id, certificate) values ('gw-san', 'san:p7.works')");
    TestCertificates.Issued named = authority.client("press 7", null);
    TestCertificates.Issued pinned = authority.client("pinned", null);
    endpoint.execute(
        "insert into gateway (id, certificate) values ('gw-pin', '%s')"
            .formatted(fingerprint(pinned.certificate())));

    assertThat(connack(endpoint, named, null)).isEqualTo(ACCEPTED);
    assertThat(connack(endpoint, named, "gw-cn")).isEqualTo(ACCEPTED);
    assertThat(connack(endpoint, authority.client("x", "P7.works"), null)).isEqualTo(ACCEPTED);
    assertThat(connack(endpoint, pinned, null)).isEqualTo(ACCEPTED);

    // It publishes as the gateway it is, and as no other.
    try (RawMqtt client =
        new RawMqtt(socket(endpoint, authority, named), 5).connectWithoutPassword("c", null)) {
      assertThat(client.read().body()[1]).isEqualTo(ACCEPTED);
      client.publish("millwright/v1/gw-cn/readings", 1, 7, "x");
      assertThat(endpoint.intake().next().gateway()).isEqualTo("gw-cn");
      client.publish("millwright/v1/gw-1/readings", 1, 8, "x");
      assertThat(client.read().reason()).isEqualTo(NOT_AUTHORISED);
    }
  }

  @Test
  void aCertificateOfAnotherGatewayOrOfNoneIsRefused() throws Exception {
    EndpointBench endpoint = start(MqttTls.ClientCertificates.OPTIONAL);
    endpoint.execute("insert into gateway (id, certificate) values ('gw-cn', 'cn:press 7')");
    TestCertificates.Issued named = authority.client("press 7", null);
    TestCertificates.Issued unbound = authority.client("press 8", null);

    assertThat(connack(endpoint, named, "gw-1")).isEqualTo(NOT_AUTHORISED);
    assertThat(connack(endpoint, unbound, null)).isEqualTo(NOT_AUTHORISED);
    assertThat(connack(endpoint, unbound, "gw-cn")).isEqualTo(NOT_AUTHORISED);
    try (RawMqtt both =
        new RawMqtt(socket(endpoint, authority, named), 4)
            .connect("c", "gw-1", "secret", true, 0)) {
      assertThat(both.read().body()[1]).as("nor with gw-1's password; 3.1.1").isEqualTo(5);
    }
    assertThat(endpoint.refused("certificate")).isEqualTo(4);
    endpoint.execute("update gateway set enabled = false where id = 'gw-cn'");
    assertThat(connack(endpoint, named, null)).isEqualTo(NOT_AUTHORISED);
    assertThat(endpoint.refused("disabled")).isEqualTo(1);
  }

  @Test
  void aGatewayWithACertificateAndAPasswordMayUseEitherButNoOtherCertificate() throws Exception {
    EndpointBench endpoint = start(MqttTls.ClientCertificates.OPTIONAL);
    endpoint.execute("update gateway set certificate = 'cn:press 7' where id = 'gw-1'");
    assertThat(connackWithPassword(endpoint, authority.client("press 7", null)))
        .isEqualTo(ACCEPTED);
    assertThat(connackWithPassword(endpoint, null)).isEqualTo(ACCEPTED);
    assertThat(connackWithPassword(endpoint, authority.client("of nobody", null)))
        .isEqualTo(NOT_AUTHORISED);
  }

  private int connackWithPassword(EndpointBench endpoint, TestCertificates.@Nullable Issued own)
      throws IOException {
    try (RawMqtt client =
        new RawMqtt(socket(endpoint, authority, own), 5).connect("c", "gw-1", "secret", true, 0)) {
      return client.read().body()[1];
    }
  }

  @Test
  void passwordsStillWorkWhereCertificatesAreOptional() throws Exception {
    EndpointBench endpoint = start(MqttTls.ClientCertificates.OPTIONAL);
    endpoint.execute("insert into gateway (id, certificate) values ('gw-cn', 'cn:press 7')");
    for (TestCertificates.Issued own :
        new TestCertificates.Issued[] {null, authority.client("of nobody", null)}) {
      try (RawMqtt client =
          new RawMqtt(socket(endpoint, authority, own), 5)
              .connect("c", "gw-1", "secret", true, 0)) {
        assertThat(client.read().body()[1]).isEqualTo(ACCEPTED);
      }
    }
    try (RawMqtt client =
        new RawMqtt(socket(endpoint, authority, null), 5).connect("c", "gw-cn", "any", true, 0)) {
      assertThat(client.read().body()[1]).as("it has no password").isEqualTo(BAD_CREDENTIALS);
    }
  }

  @Test
  void whoHasNoCertificateOrOneOfAnotherAuthorityDoesNotGetIn() throws Exception {
    EndpointBench endpoint = start(MqttTls.ClientCertificates.REQUIRED);
    endpoint.execute("insert into gateway (id, certificate) values ('gw-cn', 'cn:press 7')");
    TestCertificates.Issued forged = new TestCertificates("test authority").client("press 7", null);
    assertThatThrownBy(() -> connack(endpoint, null, null)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> connack(endpoint, forged, null)).isInstanceOf(IOException.class);
    assertThat(connack(endpoint, authority.client("press 7", null), null)).isEqualTo(ACCEPTED);
    await().until(() -> endpoint.refused("tls") >= 2);
  }

  @Test
  void aRenewedCertificateIsUsedWithoutARestartAndABrokenOneIsNot() throws Exception {
    EndpointBench endpoint = start(MqttTls.ClientCertificates.OPTIONAL);
    try (RawMqtt before =
        new RawMqtt(socket(endpoint, authority, null), 5)
            .connect("before", "gw-1", "secret", true, 0)) {
      assertThat(before.read().body()[1]).isEqualTo(ACCEPTED);
      X509Certificate first = seen(endpoint);

      Files.writeString(folder.resolve("key.pem"), "no key any more");
      touch();
      await().during(500, TimeUnit.MILLISECONDS).until(() -> seen(endpoint).equals(first));

      TestCertificates.Issued renewed = authority.server();
      renewed.certificate(folder, "cert.pem");
      renewed.key(folder, "key.pem");
      touch();
      await().until(() -> seen(endpoint).equals(renewed.certificate()));
      before.publish(EndpointBench.OWN, 1, 7, "still there");
      endpoint.intake().settleNext(Settlement.STORED);
      assertThat(before.read().packetId()).isEqualTo(7);
    }
  }

  @Test
  void aHandshakeThatIsNeverFinishedIsGivenUp() throws Exception {
    EndpointBench endpoint = start(EndpointBench.SMALL, MqttTls.ClientCertificates.OPTIONAL);
    try (RawMqtt silent = new RawMqtt(endpoint.port(), 5);
        RawMqtt begun = new RawMqtt(endpoint.port(), 5)) {
      begun.bytes(0x16, 3, 1);
      assertThat(silent.isClosed()).isTrue();
      assertThat(begun.isClosed()).isTrue();
    }
    await().until(() -> endpoint.refused("tls") >= 2);
  }

  /** With time for handshakes also on a busy machine. */
  private EndpointBench start(MqttTls.ClientCertificates clients) {
    MqttLimits small = EndpointBench.SMALL;
    MqttTimeouts timeouts = small.timeouts();
    return start(
        new MqttLimits(
            small.connections(),
            small.packetBytes(),
            small.receiveMaximum(),
            small.unacknowledged(),
            small.sessionExpiry(),
            new MqttTimeouts(
                Duration.ofMinutes(1),
                timeouts.packet(),
                timeouts.unread(),
                timeouts.keepAlive(),
                timeouts.recheck()),
            small.gateway(),
            small.connects()),
        clients);
  }

  private EndpointBench start(MqttLimits limits, MqttTls.ClientCertificates clients) {
    TestCertificates.Issued server = authority.server();
    bench =
        new EndpointBench(
            limits,
            new MqttTls(
                server.certificate(folder, "cert.pem"),
                server.key(folder, "key.pem"),
                authority.certificate(folder, "ca.pem"),
                clients));
    return bench;
  }

  private int connack(
      EndpointBench endpoint, TestCertificates.@Nullable Issued own, @Nullable String user)
      throws IOException {
    try (RawMqtt client =
        new RawMqtt(socket(endpoint, authority, own), 5).connectWithoutPassword("c", user)) {
      return client.read().body()[1];
    }
  }

  private X509Certificate seen(EndpointBench endpoint) throws IOException {
    try (SSLSocket socket = socket(endpoint, authority, null)) {
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  private static SSLSocket socket(
      EndpointBench endpoint, TestCertificates trusted, TestCertificates.@Nullable Issued own)
      throws IOException {
    return (SSLSocket)
        trusted
            .context(own)
            .getSocketFactory()
            .createSocket(InetAddress.getLoopbackAddress(), endpoint.port());
  }

  /** Files written within one tick of the file system's clock would look unchanged. */
  private void touch() throws IOException {
    FileTime later = FileTime.from(Instant.now().plusSeconds(touched++));
    Files.setLastModifiedTime(folder.resolve("cert.pem"), later);
    Files.setLastModifiedTime(folder.resolve("key.pem"), later);
  }

  private int touched = 10;

  private static String fingerprint(X509Certificate certificate) {
    return CertificateName.of(certificate).get(0);
  }

  private static byte[] clientHelloOfTls11() {
    byte[] hello = new byte[50];
    hello[0] = 22; // a handshake record
    hello[1] = 3;
    hello[2] = 2;
    hello[4] = 45;
    hello[5] = 1; // a ClientHello
    hello[8] = 41;
    hello[9] = 3;
    hello[10] = 2;
    hello[45] = 2; // one cipher suite, after 32 random bytes and no session id
    hello[47] = 0x2F;
    hello[48] = 1; // no compression
    return hello;
  }
}
