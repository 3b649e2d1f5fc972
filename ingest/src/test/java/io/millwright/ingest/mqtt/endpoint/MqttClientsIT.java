package io.millwright.ingest.mqtt.endpoint;

import static io.millwright.ingest.testing.Eventually.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.ingest.mqtt.limit.MqttLimits;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Client libraries as gateways use them. */
class MqttClientsIT {
  private static EndpointBench bench;

  @BeforeAll
  static void start() {
    // With a Receive Maximum of 16, Paho 1.2.5 was once seen to fail with "Too many publishes in
    // progress", though each publish() had returned; so the default of 1024.
    bench = new EndpointBench(MqttLimits.DEFAULT);
    bench.intake().settleAtOnce(true);
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void pahoVersion5(int qos) throws MqttException {
    int before = bench.intake().accepted();
    var client = paho("paho");
    client.connect(options("secret"));
    for (int i = 0; i < 200; i++) {
      client.publish(EndpointBench.OWN, ("m" + i).getBytes(UTF_8), qos, i % 2 == 0);
    }
    await().until(() -> bench.intake().accepted() == before + 200);
    client.disconnect();
    client.close();
    bench.awaitConnections(0);
  }

  @Test
  void pahoIsToldThatItsPasswordIsWrong() throws MqttException {
    var client = paho("paho");
    assertThatThrownBy(() -> client.connect(options("wrong")))
        .isInstanceOfSatisfying(
            MqttException.class, e -> assertThat(e.getReasonCode()).isEqualTo(0x86));
    client.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void vertxVersion311(int qos) {
    int before = bench.intake().accepted();
    MqttClientOptions options = new MqttClientOptions();
    options.setUsername("gw-1").setPassword("secret").setClientId("vertx").setCleanSession(false);
    options.setMaxInflightQueue(1000);
    MqttClient client = MqttClient.create(bench.vertx(), options);
    Set<Integer> completed = ConcurrentHashMap.newKeySet();
    client.publishCompletionHandler(completed::add);
    EndpointBench.await(client.connect(bench.port(), "127.0.0.1"));
    for (int i = 0; i < 200; i++) {
      EndpointBench.await(
          client.publish(
              EndpointBench.OWN, Buffer.buffer("m" + i), MqttQoS.valueOf(qos), false, false));
    }
    await().until(() -> bench.intake().accepted() == before + 200);
    await().until(() -> completed.size() == (qos == 0 ? 0 : 200));
    EndpointBench.await(client.disconnect());
    bench.awaitConnections(0);
  }

  private static org.eclipse.paho.mqttv5.client.MqttClient paho(String clientId)
      throws MqttException {
    return new org.eclipse.paho.mqttv5.client.MqttClient(
        "tcp://127.0.0.1:" + bench.port(), clientId, new MemoryPersistence());
  }

  private static MqttConnectionOptions options(String password) {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName("gw-1");
    options.setPassword(password.getBytes(UTF_8));
    options.setSessionExpiryInterval(3600L);
    return options;
  }
}
