package io.millwright.ingest.mqtt.broker;

import static io.millwright.ingest.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millwright.ingest.codec.NativeFormat;
import io.millwright.ingest.mqtt.HoldingIntake;
import io.millwright.ingest.mqtt.Mosquitto;
import io.millwright.ingest.mqtt.RawMqtt;
import io.millwright.ingest.mqtt.TestCertificates;
import io.millwright.ingest.mqtt.endpoint.EndpointBench;
import io.millwright.ingest.mqtt.tls.BrokerTls;
import io.millwright.ingest.pipeline.Settlement;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker with TLS that asks for our certificate. */
class BrokerTlsIT {
  @TempDir private Path folder;

  private final TestCertificates authority = new TestCertificates("works");
  private final HoldingIntake intake = new HoldingIntake();
  private final AtomicInteger waits = new AtomicInteger();
  private final Random random =
      new Random(1) {
        @Override
        protected int next(int bits) {
          waits.incrementAndGet();
          return super.next(bits);
        }
      };
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Vertx vertx = Vertx.vertx();
  private Mosquitto broker;
  private @Nullable BrokerSubscription subscription;
  private Path ca;
  private Path certificate;
  private Path key;

  @BeforeEach
  void start() throws IOException {
    ca = authority.certificate(folder, "ca.pem");
    TestCertificates.Issued own = authority.client("millwright", null);
    certificate = own.certificate(folder, "own.pem");
    key = own.key(folder, "own.key");
    broker = broker(authority.server());
  }

  private Mosquitto broker(TestCertificates.Issued server) throws IOException {
    return new Mosquitto(
        folder,
        "cafile %s\ncertfile %s\nkeyfile %s\nrequire_certificate true"
            .formatted(
                ca, server.certificate(folder, "server.pem"), server.key(folder, "server.key")));
  }

  @AfterEach
  void stop() {
    if (subscription != null) {
      EndpointBench.await(subscription.close());
    }
    if (broker != null) {
      broker.close();
    }
    EndpointBench.await(vertx.close());
  }

  @Test
  void subscribesWithItsCertificateToABrokerOfATrustedAuthority() throws Exception {
    subscribe(new BrokerTls(ca, certificate, key));
    await().until(() -> connected() == 1);
    var socket =
        authority
            .context(authority.client("publisher", null))
            .getSocketFactory()
            .createSocket(InetAddress.getLoopbackAddress(), broker.port());
    try (RawMqtt publisher = new RawMqtt(socket, 4).connectWithoutPassword("p", null)) {
      assertThat(publisher.read().body()[1]).isZero();
      publisher.publish(EndpointBench.OWN, 1, 1, "over TLS");
      assertThat(intake.settleNext(Settlement.STORED)).isEqualTo("over TLS");
    }
  }

  @Test
  void doesNotTrustABrokerOfAnotherAuthority() {
    Path other = new TestCertificates("works").certificate(folder, "other.pem");
    subscribe(new BrokerTls(other, certificate, key));
    failsToConnect();
  }

  @Test
  void doesNotSpeakToABrokerOfAnotherName() throws Exception {
    broker.close();
    broker = broker(authority.client("broker", "broker.elsewhere.example"));
    subscribe(new BrokerTls(ca, certificate, key));
    failsToConnect();
  }

  @Test
  void isNotLetInWithoutItsCertificate() {
    subscribe(new BrokerTls(ca, null, null));
    failsToConnect();
  }

  /** Each attempt that failed draws the wait before the next one. */
  private void failsToConnect() {
    await().until(() -> waits.get() > 0);
    assertThat(connected()).isZero();
  }

  private void subscribe(BrokerTls tls) {
    BrokerSettings settings =
        BrokerSettings.of("127.0.0.1", broker.port(), null, null, "millwright").with(tls);
    BrokerSubscription started =
        new BrokerSubscription(vertx, settings, new NativeFormat(), intake, null, meters, random);
    subscription = started;
    started.start();
  }

  private int connected() {
    return (int) meters.get("millwright.mqtt.broker.connected").gauge().value();
  }
}
