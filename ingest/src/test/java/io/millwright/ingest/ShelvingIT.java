package io.millwright.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.testing.ApiCalls.Reply;
import io.millwright.ingest.testing.Eventually;
import io.millwright.ingest.testing.IndependentFold;
import io.millwright.ingest.testing.RunningService;
import io.millwright.ingest.testing.SettableClock;
import io.millwright.ingest.testing.Sql;
import io.millwright.ingest.testing.TestDatabase;
import io.millwright.ingest.testing.TestGateway;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person shelves a condition over HTTP; that is in the log and outlives the state. */
class ShelvingIT {
  private static final String PLANS =
      """
      plans:
        - id: service
          title: 100 h service
          for: {class: pump}
          usage: {meter: hours, every: 100, unit: h}
          work: {type: PM}
      conditions:
        - id: hot
          title: Too hot
          for: {class: pump}
          above: {meter: temp, limit: 90, unit: degC}
          work: {type: CM, description: Look}
      """;
  private static final Instant START = Instant.parse("2026-03-01T06:00:00Z");
  private static final String HOT = "/v1/assets/P-1/conditions/hot/";

  private final SettableClock clock = new SettableClock(START);
  private final TestDatabase database = TestDatabase.fresh();
  private final Sql sql = new Sql(database);
  private RunningService service;

  @BeforeEach
  void start() throws Exception {
    service = launch();
    service
        .api()
        .register(
            """
            assets:
              - tag: P-1
                class: pump
                ownership: owned
                meters:
                  - {name: hours, kind: counter, unit: h}
                  - {name: temp, kind: gauge, unit: degC}
            gateways: [{id: gw, password: gw, assets: [P-1]}]
            """);
  }

  private RunningService launch() throws Exception {
    return RunningService.on(database).plans(PLANS).clock(clock).start();
  }

  @AfterEach
  void stop() {
    service.close();
    database.close();
  }

  private Reply post(String path, String body) throws Exception {
    return service.api().post(path, body);
  }

  private void temperature(double value) throws Exception {
    try (TestGateway gateway = service.gateway("gw")) {
      gateway.reading("P-1", "temp", clock.instant(), value);
    }
  }

  @Test
  void theShelfIsFoldedFromTheLogAndEndsByTheClock() throws Exception {
    Reply shelved =
        post(
            HOT + "shelve",
            """
            {"by": "M. Berg", "until": "2026-03-01T10:00:00Z", "why": "sensor is replaced"}\
            """);
    assertThat(shelved.status()).as(shelved.text()).isEqualTo(200);
    clock.advance(Duration.ofHours(1));
    temperature(95);
    assertThat(sql.orders()).isEmpty();
    assertThat(sql.rows("select rule, cycle, reason from suppression"))
        .containsExactly("hot 1 shelved");

    // Without its checkpoint all is folded anew from the log.
    service.close();
    sql.execute("delete from asset_state");
    sql.execute("delete from checkpoint");
    service = launch();
    clock.advance(Duration.ofMinutes(1));
    temperature(96);
    assertThat(service.api().get("/v1/assets/P-1/rules/hot/explanation").text())
        .contains("shelved by M. Berg")
        .contains("sensor is replaced");
    assertThat(sql.orders()).isEmpty();

    clock.advance(Duration.ofHours(3));
    Eventually.holds(() -> assertThat(sql.orders()).hasSize(1));
    assertThat(sql.rows("select raised_at at time zone 'UTC' from work_order"))
        .containsExactly("2026-03-01 10:01:00");
    assertThat(IndependentFold.of(database).episodes()).containsExactly("P-1/hot/1");
  }

  @Test
  void unshelvedItRaisesAtOnce() throws Exception {
    assertThat(post(HOT + "unshelve", "{\"by\": \"M. Berg\"}").status()).isEqualTo(409);
    assertThat(post(HOT + "shelve", "{\"by\": \"M. Berg\", \"one_shot\": true}").status())
        .isEqualTo(200);
    clock.advance(Duration.ofMinutes(1));
    temperature(95);
    clock.advance(Duration.ofMinutes(1));
    assertThat(post(HOT + "unshelve", "{\"by\": \"M. Berg\"}").status()).isEqualTo(200);
    assertThat(sql.orders()).hasSize(1);
    assertThat(sql.rows("select kind from asset_event order by seq"))
        .containsExactly("condition_shelved", "condition_unshelved");
  }

  @Test
  void whatCannotBeShelvedIsSaid() throws Exception {
    String good = "{\"by\": \"M. Berg\", \"one_shot\": true}";
    assertThat(post("/v1/assets/NONE/conditions/hot/shelve", good).status()).isEqualTo(404);
    Reply plan = post("/v1/assets/P-1/conditions/service/shelve", good);
    assertThat(plan.status()).isEqualTo(404);
    assertThat(plan.text()).contains("there are hot");
    assertThat(post(HOT + "shelve", "{\"one_shot\": true}").text()).contains("'by' is needed");
    assertThat(post(HOT + "shelve", "{\"by\": \"x\"}").text()).contains("It must end");
    assertThat(post(HOT + "shelve", "{\"by\": \"x\", \"until\": \"2026-03-01T05:00:00Z\"}").text())
        .contains("must be in the future");
    assertThat(post(HOT + "shelve", "{\"by\": \"x\", \"until\": \"soon\"}").status())
        .isEqualTo(400);
    assertThat(post(HOT + "shelve", "{\"by\": \"x\", \"til\": 1}").text())
        .contains("Unknown field 'til'");
    assertThat(sql.number("select count(*) from asset_event")).isZero();
  }
}
