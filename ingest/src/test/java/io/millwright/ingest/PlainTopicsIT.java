package io.millwright.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millwright.ingest.mqtt.Mosquitto;
import io.millwright.ingest.testing.Eventually;
import io.millwright.ingest.testing.RunningService;
import io.millwright.ingest.testing.SettableClock;
import io.millwright.ingest.testing.Sql;
import io.millwright.ingest.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stock clients and their own formats, at the own endpoint and through mosquitto. */
class PlainTopicsIT {
  private static final Path CLIENT = Path.of("/usr/bin/mosquitto_pub");
  private static final String TOPICS =
      """
      gateway: plant
      rules:
        - {topic: "plant/{asset}/{meter}", payload: value}
        - {topic: "other/{asset}/{meter}", payload: value, gateway: gw-2}
        - {topic: "telegraf/#", payload: telegraf, asset: "{tag.machine}"}
        - {topic: v1/gateway/telemetry, payload: thingsboard-gateway}
        - {topic: v1/gateway/+, payload: ignore}
      """;
  private static final String REGISTRY =
      """
      assets:
        - {tag: P-1, class: pump, ownership: owned, meters: [{name: temp, kind: gauge, unit: degC}]}
        - {tag: P-2, class: pump, ownership: owned, meters: [{name: temp, kind: gauge, unit: degC}]}
      gateways:
        - {id: gw, password: right, assets: [P-1]}
        - {id: gw-2, password: right, assets: [P-2]}
        - {id: plant, password: right, assets: [P-1]}
      """;
  private static final String TELEGRAF =
      """
      {"metrics":[{"fields":{"temp":42.5},"name":"modbus",\
      "tags":{"host":"raynor","machine":"P-1"},"timestamp":1767323045}]}\
      """;
  private static final String THINGSBOARD =
      """
      {"P-1":[{"ts":1767323046000,"values":{"temp":43}}]}\
      """;

  @TempDir private Path folder;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-02T03:04:05.678Z"));
  private final TestDatabase database = TestDatabase.fresh();
  private final Sql sql = new Sql(database);

  @BeforeEach
  void stockClient() {
    assumeThat(CLIENT).as("mosquitto_pub (apt-get install mosquitto-clients)").exists();
  }

  @AfterEach
  void stop() {
    database.close();
  }

  private static String publish(int port, String user, String topic, String payload)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(CLIENT.toString(), "-d", "-V", "5", "-q", "1"));
    command.addAll(List.of("-h", "127.0.0.1", "-p", Integer.toString(port)));
    command.addAll(List.of("-u", user, "-P", "right", "-t", topic, "-m", payload));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return output;
  }

  private List<String> readings() throws Exception {
    return sql.rows(
        "select a.tag, m.name, r.time at time zone 'UTC', r.value from reading r join meter m on"
            + " m.id = r.meter_id join asset a on a.id = m.asset_id order by r.time");
  }

  @Test
  void atTheOwnEndpoint() throws Exception {
    try (RunningService service = RunningService.on(database).topics(TOPICS).clock(clock).start()) {
      service.api().register(REGISTRY);
      int port = service.mqttPort();

      assertThat(publish(port, "gw", "plant/P-1/temp", "21.5")).contains("RC:0");
      assertThat(publish(port, "gw", "telegraf/raynor/modbus", TELEGRAF)).contains("RC:0");
      assertThat(publish(port, "gw", "v1/gateway/connect", "{\"device\":\"P-1\"}"))
          .contains("RC:0");
      assertThat(publish(port, "gw", "v1/gateway/telemetry", THINGSBOARD)).contains("RC:0");
      assertThat(readings())
          .containsExactly(
              "P-1 temp 2026-01-02 03:04:05 42.5",
              "P-1 temp 2026-01-02 03:04:05.678 21.5",
              "P-1 temp 2026-01-02 03:04:06 43");

      // Bound to another gateway, no number, and a topic that is another gateway's by its rule.
      assertThat(publish(port, "gw", "plant/P-2/temp", "1")).contains("RC:0");
      assertThat(publish(port, "gw", "plant/P-1/temp", "warm")).contains("RC:153");
      assertThat(publish(port, "gw", "other/P-2/temp", "1")).contains("RC:135");
      assertThat(publish(port, "gw-2", "other/P-2/temp", "1")).contains("RC:0");
      assertThat(
              sql.rows(
                  "select reason, topic from quarantine where topic not like 'other/%' order by"
                      + " id"))
          .containsExactly(
              "not_authorised millwright/v1/gw/readings", "undecodable plant/P-1/temp");
      assertThat(readings())
          .hasSize(4)
          .last()
          .asString()
          .startsWith("P-1 temp 2026-01-02 03:04:06");
    }
  }

  @Test
  void throughABroker() throws Exception {
    try (Mosquitto broker = new Mosquitto(folder);
        RunningService service =
            RunningService.on(database).topics(TOPICS).clock(clock).broker(broker.port()).start()) {
      service.api().register(REGISTRY);
      Eventually.holds(
          () -> assertThat(service.api().metric("millwright_mqtt_broker_connected")).isEqualTo(1));

      publish(broker.port(), "anyone", "plant/P-1/temp", "21.5");
      publish(broker.port(), "anyone", "telegraf/raynor/modbus", TELEGRAF);
      publish(broker.port(), "anyone", "v1/gateway/telemetry", THINGSBOARD);
      publish(broker.port(), "anyone", "other/P-2/temp", "7");

      Eventually.holds(
          () ->
              assertThat(readings())
                  .containsExactlyInAnyOrder(
                      "P-1 temp 2026-01-02 03:04:05 42.5",
                      "P-1 temp 2026-01-02 03:04:05.678 21.5",
                      "P-2 temp 2026-01-02 03:04:05.678 7",
                      "P-1 temp 2026-01-02 03:04:06 43"));
      assertThat(sql.number("select count(*) from quarantine")).isZero();
    }
  }

  /** A number that nobody had mapped keeps the time at which it came. */
  @Test
  void whatIsReplayedKeepsTheTimeOfItsArrival() throws Exception {
    try (RunningService service = RunningService.on(database).topics(TOPICS).start()) {
      service.api().register(REGISTRY);
      publish(service.mqttPort(), "gw", "plant/P-1/temp", "warm");
    }
    sql.execute("update quarantine set received_at = '2026-01-01T00:00:00Z'");
    String mapped = TOPICS.replace("payload: value", "payload: value, words: {warm: 30}");
    try (RunningService service = RunningService.on(database).topics(mapped).start()) {
      service.api().post("/v1/quarantine/replay", "{\"reason\":\"undecodable\"}");
    }
    assertThat(readings()).containsExactly("P-1 temp 2026-01-01 00:00:00 30");
  }
}
