package io.millwright.sim.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.mqtt.Mosquitto;
import io.millwright.ingest.testing.Eventually;
import io.millwright.ingest.testing.RecordingTarget;
import io.millwright.ingest.testing.RunningService;
import io.millwright.ingest.testing.Sql;
import io.millwright.ingest.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Births, data, gaps and deaths, at the own endpoint and through mosquitto. */
class SparkplugIT {
  private static final String MAPPING =
      """
      host_id: mw
      reorder_seconds: 0.3
      rebirth_seconds: 1
      nodes: [{match: "plant/{edge}/{device}", asset: "{device}"}]
      metrics:
        - {name: Engine/Hours}
        - {name: Energy}
        - {name: Oil Temp, unit: degC}
      """;
  private static final String REGISTRY =
      """
      assets:
        - tag: P-1
          class: pump
          ownership: owned
          meters:
            - {name: hours, kind: counter, unit: h}
            - {name: energy, kind: counter, unit: kWh, reports: delta}
            - {name: oil_temp, kind: gauge, unit: degC}
        - tag: P-2
          class: pump
          ownership: owned
          meters:
            - {name: hours, kind: counter, unit: h}
            - {name: energy, kind: counter, unit: kWh, reports: delta}
            - {name: oil_temp, kind: gauge, unit: degC}
      gateways:
        - {id: edge1, password: edge1, assets: [P-1, P-2]}
        - {id: edge2, password: edge2, assets: [P-1, P-2]}
      """;
  private static final String PLANS =
      """
      conditions:
        - id: unheard
          title: Its edge node is dead
          for: {class: pump}
          fault: {code: sparkplug_offline}
          on_delay: 1 s
          work: {type: CM, priority: 2, description: Look at the edge node}
      """;
  private static final String READINGS =
      "select a.tag || ' ' || m.name || ' ' || r.value from reading r join meter m on m.id ="
          + " r.meter_id join asset a on a.id = m.asset_id where m.name = '%s' order by r.time,"
          + " a.tag";

  @TempDir private Path folder;
  private final TestDatabase database = TestDatabase.fresh();
  private final Sql sql = new Sql(database);
  private RecordingTarget cmms;

  @BeforeEach
  void start() throws Exception {
    cmms = new RecordingTarget();
  }

  @AfterEach
  void stop() {
    cmms.close();
    database.close();
  }

  private RunningService.Setup setup() throws Exception {
    return RunningService.on(database).sparkplug(MAPPING).plans(PLANS).cmms(cmms);
  }

  private static EdgeNode edge(int port, String name) throws Exception {
    EdgeNode edge =
        new EdgeNode("tcp://127.0.0.1:" + port, name, "plant", name, InstantSource.system());
    for (String device : List.of("P-1", "P-2")) {
      edge.define(device, "Engine/Hours", 100);
      edge.define(device, "Energy", 5);
      edge.define(device, "Oil Temp", 60);
      edge.define(device, "Firmware/Build", 17);
    }
    return edge;
  }

  private List<String> readings(String meter) throws SQLException {
    return sql.rows(READINGS.formatted(meter));
  }

  private void eventually(String meter, String... readings) {
    Eventually.holds(() -> assertThat(readings(meter)).containsExactlyInAnyOrder(readings));
  }

  private void birthsGapsAndDeath(RunningService service, EdgeNode edge) throws Exception {
    eventually("oil_temp", "P-1 oil_temp 60", "P-2 oil_temp 60");
    edge.set("P-1", "Oil Temp", 61);
    edge.set("P-1", "Energy", 2);
    eventually("oil_temp", "P-1 oil_temp 60", "P-2 oil_temp 60", "P-1 oil_temp 61");

    // A gap that stays: the rebirth tells what was lost, and no more than that.
    edge.lose("P-2", "Oil Temp", 70);
    edge.set("P-1", "Engine/Hours", 101);
    Eventually.holds(() -> assertThat(edge.rebirths()).isPositive());
    eventually(
        "oil_temp", "P-1 oil_temp 60", "P-2 oil_temp 60", "P-1 oil_temp 61", "P-2 oil_temp 70");
    eventually("hours", "P-1 hours 100", "P-2 hours 100", "P-1 hours 101");
    assertThat(readings("energy")).as("births add nothing").containsExactly("P-1 energy 2");
    assertThat(sql.rows("select distinct reason from quarantine"))
        .containsExactly("out_of_sequence");
    assertThat(sql.orders()).isEmpty();
    assertThat(service.api().metric("millwright_sparkplug_total{event=\"gap\"}")).isEqualTo(1);

    edge.close();
    Eventually.holds(
        () ->
            assertThat(sql.orders())
                .containsExactlyInAnyOrder(
                    "P-1/unheard/1 cmms delivered open", "P-2/unheard/1 cmms delivered open"));
    edge.connect();
    Eventually.holds(
        () ->
            assertThat(
                    sql.number(
                        "select count(*) from asset_event where natural_key like"
                            + " 'fault/sparkplug_offline/%/false'"))
                .as("taken back at the first birth, and at that after the death; not by a rebirth")
                .isEqualTo(4));
  }

  @Test
  void atTheOwnEndpoint() throws Exception {
    try (RunningService service = setup().start()) {
      service.api().register(REGISTRY);
      try (EdgeNode edge = edge(service.mqttPort(), "edge1")) {
        edge.connect();
        birthsGapsAndDeath(service, edge);
        assertThat(edge.states().get(0))
            .startsWith("spBv1.0/STATE/mw {\"online\":true,\"timestamp\":");
      }
    }
  }

  @Test
  void throughABroker() throws Exception {
    try (Mosquitto broker = new Mosquitto(folder)) {
      EdgeNode edge = edge(broker.port(), "edge1");
      try (RunningService service = setup().broker(broker.port()).start()) {
        service.api().register(REGISTRY);
        Eventually.holds(
            () ->
                assertThat(service.api().metric("millwright_mqtt_broker_connected")).isEqualTo(1));
        edge.connect();
        birthsGapsAndDeath(service, edge);
        Eventually.holds(() -> assertThat(edge.states()).last().asString().contains("true"));
      }
      Eventually.holds(() -> assertThat(edge.states()).last().asString().contains("false"));
      int before = edge.rebirths();
      try (RunningService again = setup().broker(broker.port()).start()) {
        Eventually.holds(() -> assertThat(edge.states()).last().asString().contains("true"));
        edge.set("P-1", "Engine/Hours", 110);
        Eventually.holds(() -> assertThat(edge.rebirths()).isGreaterThan(before));
        Eventually.holds(() -> assertThat(readings("hours")).contains("P-1 hours 110"));
        edge.set("P-1", "Engine/Hours", 111);
        Eventually.holds(() -> assertThat(readings("hours")).contains("P-1 hours 111"));
        assertThat(again.api().metric("millwright_mqtt_broker_connected")).isEqualTo(1);
      }
      edge.close();
    }
  }
}
