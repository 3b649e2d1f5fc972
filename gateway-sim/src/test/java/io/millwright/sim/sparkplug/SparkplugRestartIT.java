package io.millwright.sim.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.mqtt.Mosquitto;
import io.millwright.ingest.testing.Eventually;
import io.millwright.ingest.testing.RecordingTarget;
import io.millwright.ingest.testing.RunningService;
import io.millwright.ingest.testing.ServiceProcess;
import io.millwright.ingest.testing.Sql;
import io.millwright.ingest.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edge nodes that die while nobody is there to hear it. */
class SparkplugRestartIT {
  private static final String MAPPING =
      """
      rebirth_seconds: 1
      offline_seconds: 8
      nodes: [{match: "plant/{edge}/{device}", asset: "{device}"}]
      metrics: [{name: hours}]
      """;
  private static final String REGISTRY =
      """
      assets:
        - tag: P-1
          class: pump
          ownership: owned
          meters: [{name: hours, kind: counter, unit: h}]
        - tag: P-2
          class: pump
          ownership: owned
          meters: [{name: hours, kind: counter, unit: h}]
      gateways:
        - {id: edge1, password: edge1, assets: [P-1]}
        - {id: edge2, password: edge2, assets: [P-2]}
      """;
  private static final String PLANS =
      """
      conditions:
        - id: unheard
          title: Its edge node is dead
          for: {class: pump}
          fault: {code: sparkplug_offline}
          work: {type: CM, priority: 2, description: Look at the edge node}
      """;

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

  private static EdgeNode edge(int port, String name, String device) throws Exception {
    EdgeNode edge =
        new EdgeNode("tcp://127.0.0.1:" + port, name, "plant", name, InstantSource.system());
    edge.define(device, "hours", 100);
    return edge;
  }

  private long deaths(String asset) throws SQLException {
    return sql.number(
        ("select count(*) from asset_event e join asset a on a.id = e.asset_id where a.tag = '%s'"
                + " and natural_key like 'fault/sparkplug_offline/%%/true'")
            .formatted(asset));
  }

  private void online(String... devices) {
    Eventually.holds(
        () ->
            assertThat(sql.rows("select device from sparkplug_presence where online"))
                .containsExactlyInAnyOrder(devices));
  }

  private void ordered(String... orders) {
    Eventually.holds(() -> assertThat(sql.orders()).containsExactly(orders));
  }

  @Test
  void atTheOwnEndpointOverKillsAndATakeOver() throws Exception {
    Path mapping = Files.writeString(folder.resolve("sparkplug.yaml"), MAPPING);
    Path plans = Files.writeString(folder.resolve("plans.yaml"), PLANS);
    String[] options = {"--sparkplug", "" + mapping, "--plans", "" + plans, "--cmms", cmms.url()};
    try (ServiceProcess active =
            new ServiceProcess(database.address(), folder.resolve("active.log"), options);
        ServiceProcess standby =
            new ServiceProcess(database.address(), folder.resolve("standby.log"), options)) {
      active.start();
      active.api().register(REGISTRY);
      EdgeNode dying = edge(active.mqttPort(), "edge1", "P-1");
      EdgeNode living = edge(active.mqttPort(), "edge2", "P-2");
      dying.connect();
      living.connect();
      online("P-1", "P-2");
      standby.startStandby();

      active.kill();
      dying.close();
      living.close();
      standby.awaitReady(System.nanoTime());
      EdgeNode moved = edge(standby.mqttPort(), "edge2", "P-2");
      moved.connect();
      ordered("P-1/unheard/1 cmms delivered open");
      moved.set("P-2", "hours", 101);
      Eventually.holds(() -> assertThat(sql.rows("select value from reading")).contains("101"));
      assertThat(deaths("P-2")).isZero();

      // Once more: who was found dead before is not found again, who is lost now is.
      standby.kill();
      moved.close();
      active.start();
      ordered("P-1/unheard/1 cmms delivered open", "P-2/unheard/1 cmms delivered open");
      assertThat(deaths("P-1")).isEqualTo(1);
      assertThat(deaths("P-2")).isEqualTo(1);
      assertThat(sql.rows("select distinct online from sparkplug_presence")).containsExactly("f");
    }
  }

  @Test
  void throughABrokerThatHasForgottenEverything() throws Exception {
    try (Mosquitto broker = new Mosquitto(Files.createDirectory(folder.resolve("first")))) {
      // The service ends first: it does not hear that they go.
      try (EdgeNode dying = edge(broker.port(), "edge1", "P-1");
          EdgeNode moving = edge(broker.port(), "edge2", "P-2");
          RunningService service = setup().broker(broker.port()).start()) {
        service.api().register(REGISTRY);
        Eventually.holds(
            () ->
                assertThat(service.api().metric("millwright_mqtt_broker_connected")).isEqualTo(1));
        dying.connect();
        moving.connect();
        online("P-1", "P-2");
      }
    }
    try (Mosquitto broker = new Mosquitto(Files.createDirectory(folder.resolve("second")))) {
      try (EdgeNode living = edge(broker.port(), "edge2", "P-2")) {
        living.connect();
        // This broker knows of nobody that is gone, and the living has nothing to say.
        foundDead(broker, living);
      }
    }
    assertThat(deaths("P-1")).isEqualTo(1);
  }

  private void foundDead(Mosquitto broker, EdgeNode living) throws Exception {
    try (RunningService service = setup().broker(broker.port()).start()) {
      Eventually.holds(() -> assertThat(living.rebirths()).isPositive());
      ordered("P-1/unheard/1 cmms delivered open");
      living.set("P-2", "hours", 101);
      Eventually.holds(() -> assertThat(sql.rows("select value from reading")).contains("101"));
      assertThat(deaths("P-2")).isZero();
      assertThat(service.api().metric("millwright_sparkplug_total{event=\"missed\"}")).isEqualTo(1);
    }
  }

  private RunningService.Setup setup() throws Exception {
    return RunningService.on(database).sparkplug(MAPPING).plans(PLANS).cmms(cmms);
  }
}
