package io.millwright.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.testing.ApiCalls.Reply;
import io.millwright.ingest.testing.Eventually;
import io.millwright.ingest.testing.IndependentFold;
import io.millwright.ingest.testing.Readings;
import io.millwright.ingest.testing.ServiceProcess;
import io.millwright.ingest.testing.Sql;
import io.millwright.ingest.testing.TestDatabase;
import io.millwright.ingest.testing.TestGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Increases, corrections, beliefs, converted units and derived meters, from PUBLISH and POST to the
 * tables: the same after kill -9 and with no checkpoint at all, and a redelivery does nothing.
 */
class MeterKindsIT {
  private static final String PLANS =
      """
      meters:
        - {name: run_hours, for: {class: pump}, unit: h, hours_in: {meter: run_state, states: [1], hold_at_most: 2 h}}
        - {name: starts, for: {class: pump}, unit: starts, entries_into: {meter: run_state, states: [1]}}
        - {name: equivalent_hours, for: {class: pump}, unit: h, sum: [{meter: run_hours}, {meter: starts, times: 20}]}
        - {name: hours, for: {class: pump}, believe: {unit: h, from: 0, to: 20000, rise_at_most: {by: 1.05, per: 1 h}}}
        - {name: temp, for: {class: pump}, believe: {unit: degC, jump_at_most: 40, jump_within: 30 min, stuck_after: 3 h}}
      plans:
        - id: service
          title: 250 h service
          for: {class: press}
          usage: {meter: hours, every: 250, unit: h}
          work: {type: PM}
        - id: filter
          title: Filter after 100 m3
          for: {class: pump}
          usage: {meter: volume, every: 100, unit: m3}
          work: {type: PM}
        - id: overhaul
          title: Overhaul after 43 equivalent hours
          for: {class: pump}
          usage: {meter: equivalent_hours, every: 43, unit: h}
          work: {type: PM}
      conditions:
        - id: hot
          title: Too hot
          for: {class: pump}
          above: {meter: temp, limit: 194, unit: degF}
          work: {type: CM}
      """;
  private static final String REGISTRY =
      """
      assets:
        - {tag: PR-1, class: press, ownership: owned, meters: [{name: hours, kind: counter, unit: h, rollover: 100000}]}
        - tag: P-1
          class: pump
          ownership: owned
          meters:
            - {name: hours, kind: counter, unit: h}
            - {name: volume, kind: counter, unit: m3, reports: delta}
            - {name: run_state, kind: state}
            - {name: temp, kind: gauge, unit: degC}
      gateways: [{id: gw, password: gw, assets: [PR-1, P-1]}]
      """;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final TestDatabase database = TestDatabase.fresh();
  private final Sql sql = new Sql(database);
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
    database.close();
  }

  private static Instant hour(double hours) {
    return START.plusMillis(Math.round(hours * 3_600_000));
  }

  private static String pump(String meter, double hour, double value, String unit) {
    return Readings.of("P-1", meter, hour(hour), value, ",\"unit\":\"" + unit + "\"");
  }

  private static String corrected(double hour, double before, double after) {
    return """
    {"asset":"PR-1","meter":"hours","event":"corrected","time":"%s","old_value":%s,"new_value":%s}\
    """
        .formatted(hour(hour), before, after);
  }

  /** What the gateway publishes; also again, when it was told nothing. */
  private static void publish(TestGateway gateway) throws Exception {
    gateway.reading("PR-1", "hours", hour(0), 241);
    gateway.reading("PR-1", "hours", hour(24), 2430);
    gateway.reading("PR-1", "hours", hour(48), 244);
    gateway.acknowledged("meters", corrected(24, 2430, 243));

    for (String increase :
        List.of(
            pump("volume", 0, 20, "m3"),
            pump("volume", 2, 20_000, "L"),
            // Late, again, and another one for a time that is known.
            pump("volume", 1, 15, "m3"),
            pump("volume", 1, 15, "m3"),
            pump("volume", 2, 20, "m3"),
            pump("volume", 1, 16, "m3"))) {
      gateway.readings(increase);
    }

    gateway.readings(pump("hours", 0, 6000, "min"));
    gateway.readings(pump("hours", 1, 6060, "min"));
    gateway.readings(pump("hours", 2, 110, "h"));
    gateway.readings(pump("hours", 3, 20_001, "h"));
    gateway.readings(pump("hours", 3.5, 102.5, "km"));

    gateway.readings(pump("temp", 0, 212, "degF"));
    gateway.readings(pump("temp", 0.2, 160, "degC"));
    for (double hour = 1; hour <= 5; hour++) {
      gateway.readings(pump("temp", hour, 60, "degC"));
    }
    int[] states = {0, 1, 1, 0, 1};
    for (int i = 0; i < states.length; i++) {
      gateway.readings(Readings.of("P-1", "run_state", hour(i), states[i]));
    }
  }

  @Test
  void theSameAfterAKillAndFromTheLogAlone(@TempDir Path folder) throws Exception {
    ServiceProcess service =
        new ServiceProcess(
            database.address(),
            folder.resolve("service.log"),
            "--plans",
            Files.writeString(folder.resolve("plans.yaml"), PLANS).toString());
    open.add(service);
    service.start();
    service.api().register(REGISTRY);
    try (TestGateway gateway = new TestGateway(service.mqttPort(), "gw", false)) {
      publish(gateway);
    }
    assertThat(quarantined())
        .containsExactlyInAnyOrder(
            "PR-1 hours unexplained_drop",
            "P-1 volume conflicting_value",
            "P-1 hours faster_than_time",
            "P-1 hours out_of_range",
            "P-1 hours unit_mismatch",
            "P-1 temp jump",
            "P-1 temp stuck_value");
    assertState(243, List.of("PR-1/service/1", "P-1/hot/1"));
    assertThat(
            sql.rows(
                "select distinct r.value from reading r join meter m on m.id = r.meter_id"
                    + " where m.name = 'temp' order by 1"))
        .containsExactly("60", "100");

    service.kill();
    service.start();
    assertState(243, List.of("PR-1/service/1", "P-1/hot/1"));
    try (TestGateway gateway = new TestGateway(service.mqttPort(), "gw", false)) {
      publish(gateway);
    }
    // The reading that was corrected says again what is known to be wrong; the one that it had made
    // look like a drop is believed now.
    assertThat(quarantined()).hasSize(8).contains("PR-1 hours conflicting_value");
    assertState(244, List.of("PR-1/service/1", "P-1/hot/1"));

    assertThat(correct(service, 2429, 250).status()).isEqualTo(422);
    assertThat(correct(service, 244, 245).status()).isEqualTo(200);
    assertThat(correct(service, 244, 245).status()).isEqualTo(200);
    assertState(245, List.of("PR-1/service/1", "P-1/hot/1"));

    // Nothing but the log is left to start from.
    service.kill();
    sql.execute("delete from asset_state; delete from checkpoint");
    service.start();
    assertThat(correct(service, 245, 246).status()).isEqualTo(200);
    Reply asked = service.api().get("/v1/assets/P-1/rules/overhaul/explanation");
    assertThat(asked.text()).contains("equivalent_hours is at 42 of 43 h");
    try (TestGateway gateway = new TestGateway(service.mqttPort(), "gw", false)) {
      gateway.reading("P-1", "run_state", hour(5), 1);
      gateway.readings(pump("volume", 6, 45_000, "L"));
    }
    service.stop();
    assertState(246, List.of("PR-1/service/1", "P-1/hot/1", "P-1/overhaul/1", "P-1/filter/1"));
    IndependentFold fold = IndependentFold.of(database);
    assertThat(fold.checkpoints()).isEqualTo(fold.states());
    assertThat(fold.lifeToDate("P-1", "volume")).isEqualTo(100);
  }

  private static Reply correct(ServiceProcess service, double before, double after)
      throws Exception {
    return service
        .api()
        .post(
            "/v1/assets/PR-1/meters/hours/corrections",
            """
            {"time":"%s","old_value":%s,"new_value":%s}\
            """
                .formatted(hour(48), before, after));
  }

  private List<String> quarantined() throws Exception {
    return sql.rows("select asset, meter, reason from quarantine where gateway = 'gw'");
  }

  private void assertState(double press, List<String> orders) throws Exception {
    Eventually.holds(() -> assertThat(sql.orders()).hasSize(orders.size()));
    IndependentFold fold = IndependentFold.of(database);
    assertThat(fold.episodes()).containsExactlyInAnyOrderElementsOf(orders);
    assertThat(sql.rows("select episode_key from work_order"))
        .containsExactlyInAnyOrderElementsOf(orders);
    assertThat(fold.lifeToDate("PR-1", "hours")).isEqualTo(press);
  }
}
