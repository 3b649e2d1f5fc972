package io.millwright.sim.sparkplug;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.testing.Eventually;
import io.millwright.ingest.testing.RunningService;
import io.millwright.ingest.testing.Sql;
import io.millwright.ingest.testing.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.InstantSource;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a Sparkplug message repeats is acknowledged after what it repeats was stored. */
class SparkplugAckIT {
  private static final long PATIENCE_MILLIS = 20_000;
  private static final String ROOT = "spBv1.0/plant/";

  private final TestDatabase database = TestDatabase.fresh();
  private final Sql sql = new Sql(database);
  private final NodeMessages messages = new NodeMessages();
  private final InstantSource clock = InstantSource.system();

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void aRepeatedMessageWaitsForTheFirstCopy() throws Exception {
    messages.define("P-1", "hours", 100);
    try (RunningService service =
        RunningService.on(database)
            .sparkplug(
                """
                nodes: [{match: "plant/{edge}/{device}", asset: "{device}"}]
                metrics: [{name: hours}]
                """)
            .start()) {
      service
          .api()
          .register(
              """
              assets:
                - tag: P-1
                  class: pump
                  ownership: owned
                  meters: [{name: hours, kind: counter, unit: h}]
              gateways: [{id: edge1, password: edge1, assets: [P-1]}]
              """);
      MqttAsyncClient client = connected(service.mqttPort());
      try (Connection locked = database.connect();
          Statement lock = locked.createStatement()) {
        locked.setAutoCommit(false);
        lock.execute("lock table reading in exclusive mode");

        // Two values at the same moment would be one reading.
        long born = clock.millis() - 1_000;
        publish(client, "NBIRTH/edge1", messages.nodeBirth(born));
        IMqttToken birth = publish(client, "DBIRTH/edge1/P-1", messages.deviceBirth("P-1", born));
        byte[] payload = messages.data("P-1", "hours", 101, born + 500);
        IMqttToken first = publish(client, "DDATA/edge1/P-1", payload);
        IMqttToken repeated = publish(client, "DDATA/edge1/P-1", payload);
        IMqttToken rebirth = publish(client, "NBIRTH/edge1", messages.nodeBirth(clock.millis()));
        IMqttToken rebirthOfDevice =
            publish(client, "DBIRTH/edge1/P-1", messages.deviceBirth("P-1", clock.millis()));
        // What it would have acknowledged by now comes before this answer.
        client.subscribe("spBv1.0/STATE/+", 1).waitForCompletion(PATIENCE_MILLIS);
        Eventually.holds(
            () -> {
              assertThat(service.api().metric("millwright_sparkplug_total{event=\"duplicate\"}"))
                  .isEqualTo(1);
              assertThat(
                      service.api().metric("millwright_sparkplug_total{event=\"repeated_metric\"}"))
                  .isEqualTo(1);
            });
        assertThat(birth.isComplete()).isFalse();
        assertThat(first.isComplete()).isFalse();
        assertThat(repeated.isComplete()).as("the repeated message").isFalse();
        assertThat(rebirth.isComplete() && rebirthOfDevice.isComplete())
            .as("births that repeat what is not stored yet")
            .isFalse();

        locked.rollback();
        repeated.waitForCompletion(PATIENCE_MILLIS);
        rebirthOfDevice.waitForCompletion(PATIENCE_MILLIS);
        first.waitForCompletion(PATIENCE_MILLIS);
        assertThat(sql.rows("select value from reading order by time, value"))
            .containsExactly("100", "101");
      } finally {
        client.disconnectForcibly(0, 100, false);
        client.close(true);
      }
      Eventually.holds(() -> assertThat(service.api().metric("millwright_queue_waiting")).isZero());
    }
  }

  private static MqttAsyncClient connected(int port) throws Exception {
    MqttAsyncClient client =
        new MqttAsyncClient("tcp://127.0.0.1:" + port, "edge1", new MemoryPersistence());
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName("edge1");
    options.setPassword("edge1".getBytes(UTF_8));
    options.setCleanStart(true);
    client.connect(options).waitForCompletion(PATIENCE_MILLIS);
    return client;
  }

  private static IMqttToken publish(MqttAsyncClient client, String topic, byte[] payload)
      throws Exception {
    return client.publish(ROOT + topic, payload, 1, false);
  }
}
