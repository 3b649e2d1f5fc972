package io.millwright.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.cli.QuarantineCommandRun;
import io.millwright.ingest.mqtt.Mosquitto;
import io.millwright.ingest.mqtt.broker.BrokerSettings;
import io.millwright.ingest.testing.Eventually;
import io.millwright.ingest.testing.Readings;
import io.millwright.ingest.testing.RunningService;
import io.millwright.ingest.testing.Sql;
import io.millwright.ingest.testing.TestDatabase;
import io.millwright.ingest.testing.TestGateway;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every reason of the quarantine, by a real message, with its metric; and the commands on it. */
class QuarantineReasonsIT {
  private static final String REGISTRY =
      """
      assets:
        - tag: P-1
          class: pump
          ownership: owned
          meters:
            - {name: temp, kind: gauge, unit: degC}
            - {name: hours, kind: counter, unit: h, rollover: 1000}
        - {tag: P-2, class: pump, ownership: owned}
      gateways: [{id: gw, password: gw, assets: [P-1]}]
      """;

  private final TestDatabase database = TestDatabase.fresh();
  private final Sql sql = new Sql(database);
  @TempDir private Path folder;

  @AfterEach
  void close() {
    database.close();
  }

  private void kept(RunningService service, String reason) throws Exception {
    assertThat(sql.number("select count(*) from quarantine where reason = '" + reason + "'"))
        .as(reason)
        .isEqualTo(1);
    assertThat(service.api().metric("millwright_quarantine_total{reason=\"" + reason + "\"}"))
        .as(reason)
        .isEqualTo(1);
  }

  @Test
  void everyReasonHasItsEntryAndItsCount() throws Exception {
    try (RunningService service = RunningService.on(database).start()) {
      service.api().register(REGISTRY);
      Instant now = Instant.now();
      try (TestGateway gateway = service.gateway("gw")) {
        assertThat(gateway.readings("{\"asset\":")).isEqualTo(0x99);
        kept(service, "undecodable");
        gateway.reading("NONE", "temp", now.toString(), 1);
        kept(service, "unknown_asset");
        gateway.reading("P-1", "none", now.toString(), 1);
        kept(service, "unknown_meter");
        gateway.reading("P-1", "hours", now.toString(), 5000);
        kept(service, "implausible");
        gateway.readings(
            "{\"asset\":\"P-1\",\"meter\":\"temp\",\"value\":1,\"unit\":\"bar\",\"time\":\"%s\"}"
                .formatted(now));
        kept(service, "unit_mismatch");
        gateway.reading("P-1", "temp", now.plus(Duration.ofHours(1)).toString(), 1);
        kept(service, "future_time");
        gateway.reading("P-1", "temp", now.minus(Duration.ofDays(30 * 365)).toString(), 1);
        kept(service, "too_old");
        gateway.readings("{\"asset\":\"P-1\",\"meter\":\"temp\"}");
        kept(service, "malformed");
        gateway.reading("P-2", "temp", now.toString(), 1);
        kept(service, "not_authorised");
        assertThat(foreign(service)).isEqualTo(0x87);
        assertThat(
                sql.rows(
                    "select gateway, topic, convert_from(payload, 'UTF8') from quarantine"
                        + " where topic = 'elsewhere'"))
            .containsExactly("gw elsewhere 7");
      }
      assertThat(sql.readings()).isZero();
      commands(service);
    }
  }

  private static int foreign(RunningService service) throws MqttException {
    try (TestGateway other = new TestGateway(service.mqttPort(), "gw", false)) {
      return other.elsewhere("elsewhere", "7");
    }
  }

  private void commands(RunningService service) throws Exception {
    QuarantineCommandRun run = new QuarantineCommandRun(service.apiPort());
    assertThat(run.of("list", "--reason", "unknown_asset")).contains("unknown_asset", "NONE", "gw");
    assertThat(run.of("list", "--limit", "3")).contains("There is more: --after");
    assertThat(run.of("list", "--since", "1h", "--json")).contains("\"next_after\"");
    long id = sql.number("select id from quarantine where reason = 'undecodable'");
    assertThat(run.of("show", Long.toString(id))).contains("undecodable", "{\"asset\":");

    service
        .api()
        .register(
            "assets: [{tag: NONE, class: pump, ownership: owned, meters: [{name: temp, kind: gauge,"
                + " unit: degC}]}]\n"
                + "gateways: [{id: gw, assets: [P-1, NONE]}]");
    assertThat(run.of("replay", "--reason", "unknown_asset")).contains("1 taken, 0 refused again");
    assertThat(run.of("replay", "--reason", "undecodable"))
        .contains("0 taken, 1 refused again {undecodable=1}");
    assertThat(sql.readings()).isEqualTo(1);

    assertThat(run.of("drop", "--gateway", "gw")).contains("--yes");
    assertThat(run.of("drop", Long.toString(id), "--by", "jane")).contains("1 dropped");
    assertThat(sql.rows("select by, selection, entries from quarantine_drop"))
        .containsExactly("jane ids [" + id + "] 1");
    assertThat(run.of("show", Long.toString(id))).contains("No entry " + id);
    assertThat(run.of("drop", "--gateway", "gw", "--yes")).contains("dropped");
    assertThat(run.of("list", "--all")).contains("Nothing is in quarantine");
  }

  @Test
  void thousandsAreReplayedInPages() throws Exception {
    try (RunningService service = RunningService.on(database).start()) {
      service.api().register("gateways: [{id: gw, password: gw}]");
      try (TestGateway gateway = service.gateway("gw")) {
        for (int block = 0; block < 5; block++) {
          StringBuilder many = new StringBuilder("[");
          for (int i = 0; i < 500; i++) {
            many.append(i == 0 ? "" : ",");
            many.append(Readings.of("P-1", "temp", 1_767_000_000_000L + block * 500L + i, i));
          }
          gateway.readings(many + "]");
        }
      }
      service.api().register(REGISTRY);
      assertThat(new QuarantineCommandRun(service.apiPort()).of("replay", "--asset", "P-1"))
          .contains("2500 taken, 0 refused again");
      assertThat(sql.readings()).isEqualTo(2500);
    }
  }

  /** Ten times the limit through a broker: kept as what it was, and not delivered for ever. */
  @Test
  void aMessageThatIsTooLargeDoesNotBlockTheBrokersOthers() throws Exception {
    try (Mosquitto broker = new Mosquitto(folder);
        RunningService service =
            RunningService.on(database)
                .broker(
                    new BrokerSettings(
                        "127.0.0.1", broker.port(), null, null, null, "mw", 30, 4096, 100))
                .start()) {
      MqttClient client =
          new MqttClient("tcp://127.0.0.1:" + broker.port(), "gw", new MemoryPersistence());
      service.api().register(REGISTRY);
      Eventually.holds(
          () -> assertThat(service.api().metric("millwright_mqtt_broker_connected")).isEqualTo(1));
      client.connect();
      String topic = "millwright/v1/gw/readings";
      client.publish(topic, new byte[40_000], 1, false);
      client.publish(
          topic,
          Readings.of("P-1", "temp", "2026-01-01T00:00:00Z", 1).getBytes(StandardCharsets.UTF_8),
          1,
          false);

      Eventually.holds(() -> assertThat(sql.readings()).isEqualTo(1));
      assertThat(
              sql.rows(
                  "select reason, gateway, topic, length(payload), size > 40000 from quarantine"))
          .isEqualTo(List.of("too_large gw " + topic + " 0 t"));
      assertThat(sql.number("select seen from quarantine")).isEqualTo(1);
      client.disconnect();
      client.close();
      QuarantineCommandRun run = new QuarantineCommandRun(service.apiPort());
      assertThat(run.of("replay", "--reason", "too_large")).contains("1 cannot be replayed");
    }
  }
}
