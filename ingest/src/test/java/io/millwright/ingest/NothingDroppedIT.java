package io.millwright.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.testing.ApiCalls.Reply;
import io.millwright.ingest.testing.Eventually;
import io.millwright.ingest.testing.IndependentFold;
import io.millwright.ingest.testing.Readings;
import io.millwright.ingest.testing.RunningService;
import io.millwright.ingest.testing.Sql;
import io.millwright.ingest.testing.TestDatabase;
import io.millwright.ingest.testing.TestGateway;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Invariant 7: what is acknowledged is stored, known already, or in quarantine with a reason. */
class NothingDroppedIT {
  private static final String PLANS =
      """
      conditions:
        - id: hot
          title: Too hot
          for: {class: pump}
          above: {meter: temp, limit: 90, unit: degC}
          work: {type: CM, description: Look}
      """;
  private static final String REGISTRY =
      """
      assets:
        - tag: P-1
          class: pump
          ownership: owned
          meters:
            - {name: hours, kind: counter, unit: h}
            - {name: temp, kind: gauge, unit: degC}
        - tag: OTHER
          class: pump
          ownership: owned
          meters: [{name: temp, kind: gauge, unit: degC}]
      gateways: [{id: gw, password: gw, assets: [P-1]}]
      """;
  private static final int PAYLOAD_FORMAT_INVALID = 0x99;
  private static final Instant START = Instant.parse("2024-03-01T06:00:00Z");

  private final TestDatabase database = TestDatabase.fresh();
  private final Sql sql = new Sql(database);
  private RunningService service;

  @BeforeEach
  void start() throws Exception {
    service = RunningService.on(database).plans(PLANS).start();
    service.api().register(REGISTRY);
  }

  @AfterEach
  void stop() {
    service.close();
    database.close();
  }

  @Test
  void everyPartOfEveryMessageIsAccountedForAndWhatIsMendedCanBeReplayed() throws Exception {
    try (TestGateway gateway = service.gateway("gw")) {
      assertThat(gateway.readings("not json at all")).isEqualTo(PAYLOAD_FORMAT_INVALID);
      gateway.readings(
          list(
              Readings.of("P-1", "temp", START, 20),
              "{\"asset\":\"P-1\",\"meter\":\"temp\",\"value\":7}",
              "{\"asset\":\"\\u0000\",\"meter\":\"temp\",\"time\":1,\"value\":7}",
              Readings.of("P-1", "temp", at(1), 21)));
      gateway.readings(
          list(
              Readings.of("NEW", "temp", at(1), 30),
              Readings.of("P-1", "pressure", at(1), 3),
              Readings.of("P-1", "temp", at(2), 70, ",\"unit\":\"bar\""),
              Readings.of("OTHER", "temp", at(1), 40),
              Readings.of("P-1", "temp", 253402300799999L, 1),
              Readings.of("P-1", "temp", at(3), 22, ",\"quality\":\"bad\"")));
      gateway.readings(
          list(Readings.of("P-1", "hours", at(1), 100), Readings.of("P-1", "hours", at(9), 5)));
      // Known already, and another value for a known time.
      gateway.readings(
          list(Readings.of("P-1", "temp", at(1), 21), Readings.of("P-1", "temp", START, 20)));
      gateway.readings(Readings.of("P-1", "temp", at(1), 99));

      assertThat(sql.rows("select reason, seen from quarantine order by id"))
          .containsExactlyInAnyOrder(
              "undecodable 1",
              "malformed 1",
              "malformed 1",
              "unknown_asset 1",
              "unknown_meter 1",
              "unit_mismatch 1",
              "not_authorised 1",
              "future_time 1",
              "unexplained_drop 1",
              "conflicting_value 1");
      assertThat(sql.readings()).isEqualTo(4);
      assertCounts(4, 10, 2);

      service
          .api()
          .register(
              """
              assets:
                - tag: NEW
                  class: pump
                  ownership: owned
                  meters: [{name: temp, kind: gauge, unit: degC}]
                - tag: P-1
                  class: pump
                  ownership: owned
                  meters: [{name: pressure, kind: gauge, unit: bar}]
              gateways: [{id: gw, assets: [P-1, NEW, OTHER]}]
              """);
      gateway.acknowledged(
          "meters",
          """
          {"asset":"P-1","meter":"hours","event":"replaced","time":"%s","old_final":110,"new_initial":0}
          """
              .formatted(at(5)));
      for (String reason :
          new String[] {"unknown_asset", "unknown_meter", "not_authorised", "unexplained_drop"}) {
        assertThat(replay(reason)).isEqualTo("1 replayed, 0 again");
      }
      assertThat(replay("unit_mismatch")).isEqualTo("0 replayed, 1 again");
    }
    assertThat(sql.readings()).isEqualTo(8);
    assertThat(sql.rows("select reason from quarantine where replayed_at is null"))
        .containsExactlyInAnyOrder(
            "undecodable",
            "malformed",
            "malformed",
            "unit_mismatch",
            "future_time",
            "conflicting_value");
    assertThat(assertStateIsFoldOfLog().lifeToDate("P-1", "hours")).isEqualTo(115);
  }

  @Test
  void aGoodReadingTakesThePlaceOfADoubtfulOneOfTheSameTime() throws Exception {
    try (TestGateway gateway = service.gateway("gw")) {
      gateway.readings(Readings.of("P-1", "temp", START, 50, ",\"quality\":\"bad\""));
      gateway.reading("P-1", "temp", START, 95);
      // The same within one batch.
      gateway.readings(
          list(
              Readings.of("P-1", "hours", START, 7, ",\"quality\":\"uncertain\""),
              Readings.of("P-1", "hours", START, 8)));
    }
    // The dispatcher holds it after the acknowledgement.
    Eventually.holds(() -> assertThat(sql.orders()).containsExactly("P-1/hot/1 cmms held open"));
    assertThat(sql.rows("select value, flags from reading order by value"))
        .containsExactly("8 0", "95 0");
    assertStateIsFoldOfLog();
  }

  private static Instant at(int minutes) {
    return START.plusSeconds(60L * minutes);
  }

  private static String list(String... elements) {
    return "[" + String.join(",", elements) + "]";
  }

  private String replay(String reason) throws Exception {
    Reply reply =
        service.api().post("/v1/quarantine/replay", "{\"reason\":\"%s\"}".formatted(reason));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json().get("replayed").asInt()
        + " replayed, "
        + reply.json().get("quarantined_again").asInt()
        + " again";
  }

  private void assertCounts(int stored, int quarantined, int duplicates) throws Exception {
    assertThat(service.api().metric("millwright_readings_total{outcome=\"stored\"}"))
        .isEqualTo(stored);
    assertThat(service.api().metric("millwright_readings_total{outcome=\"quarantined\"}"))
        .isEqualTo(quarantined);
    assertThat(service.api().metric("millwright_readings_total{outcome=\"duplicate\"}"))
        .isEqualTo(duplicates);
    for (String row : sql.rows("select reason, sum(seen) from quarantine group by reason")) {
      String reason = row.substring(0, row.indexOf(' '));
      assertThat(service.api().metric("millwright_quarantine_total{reason=\"" + reason + "\"}"))
          .as(reason)
          .isEqualTo(Double.parseDouble(row.substring(row.indexOf(' '))));
    }
  }

  private IndependentFold assertStateIsFoldOfLog() throws Exception {
    Eventually.holds(
        () -> {
          IndependentFold fold = IndependentFold.of(database);
          assertThat(fold.checkpoints().get("P-1")).isEqualTo(fold.states().get("P-1"));
        });
    return IndependentFold.of(database);
  }
}
