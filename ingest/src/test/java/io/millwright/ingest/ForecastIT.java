package io.millwright.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.testing.ApiCalls.Reply;
import io.millwright.ingest.testing.Eventually;
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
import tools.jackson.databind.JsonNode;

/** Due dates and parts over HTTP and in the table, of a running service. */
class ForecastIT {
  private static final String PLANS =
      """
      plans:
        - id: service
          title: 250 h service
          for: {class: pump}
          usage: {meter: hours, every: 250, unit: h}
          work: {type: PM, parts: [{part: OIL-10, quantity: 4}]}
        - id: inspection
          title: Yearly inspection
          for: {tags: [P-2]}
          calendar: {every: 1 year, start: 2026-01-01}
          work: {type: PM}
      """;
  private static final Instant START = Instant.parse("2026-03-01T06:00:00Z");

  private final TestDatabase database = TestDatabase.fresh();
  private final Sql sql = new Sql(database);
  private final SettableClock clock = new SettableClock(START.plus(Duration.ofDays(10)));
  private RunningService service;

  @BeforeEach
  void start() throws Exception {
    service = RunningService.on(database).plans(PLANS).clock(clock).start();
    service
        .api()
        .register(
            """
            assets:
              - {tag: P-1, class: pump, ownership: owned, site: East, meters: [{name: hours, kind: counter, unit: h}]}
              - {tag: P-2, class: pump, ownership: owned, site: West, meters: [{name: hours, kind: counter, unit: h}]}
            gateways: [{id: gw, password: gw, assets: [P-1, P-2]}]
            """);
    try (TestGateway gateway = service.gateway("gw")) {
      gateway.reading("P-1", "hours", START, 0);
      gateway.reading("P-1", "hours", START.plus(Duration.ofDays(7)), 70);
      gateway.reading("P-1", "hours", START.plus(Duration.ofDays(10)), 130);
    }
  }

  @AfterEach
  void stop() {
    service.close();
    database.close();
  }

  @Test
  void anAssetIsAskedThisMoment() throws Exception {
    JsonNode page = get("/v1/assets/P-1/forecast");
    assertThat(page.path("items")).hasSize(1);
    JsonNode service = page.path("items").path(0);
    assertThat(service.path("kind").asString()).isEqualTo("expected");
    Instant read = START.plus(Duration.ofDays(10));
    assertThat(service.path("due").path("early").asString())
        .isEqualTo(read.plus(Duration.ofDays(6)).toString());
    assertThat(service.path("due").path("late").asString())
        .isEqualTo(read.plus(Duration.ofDays(12)).toString());
    assertThat(service.path("usage").path("to_go").asDouble()).isEqualTo(120);
    assertThat(service.path("usage").path("per_day").asDouble()).isEqualTo(13);
    assertThat(service.path("stale").asBoolean()).isFalse();

    clock.advance(Duration.ofDays(8));
    JsonNode silent = get("/v1/assets/P-1/forecast").path("items").path(0);
    assertThat(silent.path("kind").asString()).isEqualTo("unknown");
    assertThat(silent.path("due").path("likely").isNull()).isTrue();
    assertThat(silent.path("notes").asString()).contains("no reading since 2026-03-11");
    assertThat(this.service.api().get("/v1/assets/P-9/forecast").status()).isEqualTo(404);
  }

  @Test
  void theTableIsKeptNewAndCanBeAsked() throws Exception {
    Eventually.holds(
        () ->
            assertThat(sql.rows("select rule, kind, to_char(due_late, 'YYYY-MM-DD') from forecast"))
                .contains("service expected 2026-03-23"));
    Eventually.holds(() -> assertThat(sql.number("select count(*) from forecast")).isEqualTo(3));
    assertThat(get("/v1/forecast").path("items")).hasSize(3);
    assertThat(get("/v1/forecast?site=East").path("items")).hasSize(1);
    assertThat(get("/v1/forecast?kind=unknown").path("items")).hasSize(1);
    assertThat(get("/v1/forecast?plan=inspection&days=730").path("items")).hasSize(1);
    assertThat(get("/v1/forecast?days=5").path("items")).isEmpty();
    assertThat(get("/v1/forecast?days=6").path("items")).hasSize(1);

    JsonNode first = get("/v1/forecast?limit=2");
    assertThat(first.path("items")).hasSize(2);
    JsonNode rest = get("/v1/forecast?limit=2&after=" + first.path("next_after").asString());
    assertThat(rest.path("items").path(0).path("asset").asString()).isEqualTo("P-2");
    assertThat(rest.path("next_after").isNull()).isTrue();
    assertThat(service.api().get("/v1/forecast?kind=soon").status()).isEqualTo(400);
    assertThat(service.api().get("/v1/forecast?days=0").status()).isEqualTo(400);

    // What no longer is as it was is replaced, and what is gone goes.
    service.close();
    service =
        RunningService.on(database)
            .plans(PLANS.substring(0, PLANS.indexOf("  - id: inspection")))
            .clock(clock)
            .start();
    Eventually.holds(() -> assertThat(sql.number("select count(*) from forecast")).isEqualTo(2));
  }

  @Test
  void partsForTheNextDays() throws Exception {
    // 120 h to go, then 250 h each: at 13 h a day 1170 h in 90 days, at 10 to 20 h 900 to 1800.
    JsonNode demand = get("/v1/forecast/parts?days=90");
    assertThat(demand.path("parts")).hasSize(1);
    JsonNode oil = demand.path("parts").path(0);
    assertThat(oil.path("part").asString()).isEqualTo("OIL-10");
    assertThat(oil.path("open").asDouble()).isZero();
    assertThat(oil.path("low").asDouble()).isEqualTo(4 * 4);
    assertThat(oil.path("likely").asDouble()).isEqualTo(5 * 4);
    assertThat(oil.path("high").asDouble()).isEqualTo(7 * 4);
    assertThat(demand.path("not_counted").path(0).path("asset").asString()).isEqualTo("P-2");
    assertThat(get("/v1/forecast/parts?asset=P-2").path("parts")).isEmpty();
  }

  private JsonNode get(String path) throws Exception {
    Reply reply = service.api().get(path);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }
}
