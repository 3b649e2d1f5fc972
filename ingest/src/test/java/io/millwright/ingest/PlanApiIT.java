package io.millwright.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.testing.ApiCalls.Reply;
import io.millwright.ingest.testing.Eventually;
import io.millwright.ingest.testing.RecordingTarget;
import io.millwright.ingest.testing.RunningService;
import io.millwright.ingest.testing.Sql;
import io.millwright.ingest.testing.TestDatabase;
import io.millwright.ingest.testing.TestGateway;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans change by the API of a running service, and stay changed. */
class PlanApiIT {
  private static final Instant START = Instant.parse("2024-03-01T06:00:00Z");

  private final TestDatabase database = TestDatabase.fresh();
  private final Sql sql = new Sql(database);
  private RecordingTarget cmms;
  private RunningService service;

  private static String every(int hours) {
    return """
    plans:
      - id: service
        title: %d h service
        for: {class: pump}
        usage: {meter: hours, every: %d, unit: h}
        work: {type: PM}
    """
        .formatted(hours, hours);
  }

  @BeforeEach
  void start() throws Exception {
    cmms = new RecordingTarget();
    service = launch(every(1000));
    service
        .api()
        .register(
            """
            assets:
              - {tag: P-1, class: pump, ownership: owned, meters: [{name: hours, kind: counter, unit: h}]}
              - {tag: P-2, class: pump, ownership: owned}
            gateways: [{id: gw, password: gw, assets: [P-1]}]
            """);
  }

  private RunningService launch(String plans) throws Exception {
    return RunningService.on(database).plans(plans).cmms(cmms).start();
  }

  @AfterEach
  void stop() {
    service.close();
    cmms.close();
    database.close();
  }

  @Test
  void aChangeIsInEffectWhenItIsAnswered() throws Exception {
    try (TestGateway gateway = service.gateway("gw")) {
      gateway.reading("P-1", "hours", START, 10);
      Reply reply = service.api().putPlans(every(100), "jane");
      assertThat(reply.status()).as(reply.text()).isEqualTo(200);
      assertThat(reply.json().path("changed").asBoolean()).isTrue();
      assertThat(reply.json().path("by").asString()).isEqualTo("jane");
      assertThat(reply.json().path("assets").asInt()).isEqualTo(2);
      assertThat(reply.json().path("unbound").get(0).asString()).contains("P-2 has no meter hours");
      gateway.reading("P-1", "hours", START.plusSeconds(1), 101);
    }
    Eventually.holds(() -> assertThat(cmms.episodes()).containsEntry("P-1/service/1", 1));

    Reply same = service.api().putPlans(every(100), "joe");
    assertThat(same.json().path("changed").asBoolean()).isFalse();
    assertThat(same.json().path("by").asString()).isEqualTo("jane");
    assertThat(service.api().metric("millwright_plans_version")).isEqualTo(2);
  }

  @Test
  void whatIsWrongIsRefusedWithItsPlaceAndChangesNothing() throws Exception {
    Reply reply = service.api().putPlans(every(100).replace("every:", "evry:"), "jane");
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().path("errors").toString()).contains("every", "\"line\":5");
    Reply kind =
        service
            .api()
            .putPlans(
                """
                conditions:
                  - {id: service, title: X, for: {class: pump}, fault: {code: E}, work: {type: CM}}
                """,
                "jane");
    assertThat(kind.status()).isEqualTo(422);
    assertThat(kind.text()).contains("'service' belongs to a plan");
    assertThat(service.api().putPlans("plans: []", "jane", "\"7\"").status()).isEqualTo(412);
    assertThat(service.api().get("/v1/plans").json().path("version").asInt()).isEqualTo(1);
    assertThat(sql.number("select count(*) from plan_set")).isEqualTo(1);
  }

  @Test
  void theHistorySaysWhoAndWhenAndAnOldFileCanBeReadAgain() throws Exception {
    assertThat(service.api().putPlans(every(100), "jane", "\"1\"").status()).isEqualTo(200);
    assertThat(service.api().putPlans(every(200), "joe").status()).isEqualTo(200);
    Reply history = service.api().get("/v1/plans/history?limit=2");
    assertThat(history.json().path("items").findValuesAsString("by"))
        .containsExactly("joe", "jane");
    assertThat(history.json().path("next_before").asInt()).isEqualTo(2);
    Reply first = service.api().get("/v1/plans/1");
    assertThat(first.json().path("source").asString()).isEqualTo(every(1000));
    assertThat(first.json().path("how").asString()).isEqualTo("start");
    assertThat(service.api().get("/v1/plans").json().path("source").asString())
        .isEqualTo(every(200));
    assertThat(service.api().get("/v1/plans/99").status()).isEqualTo(404);
  }

  /** A unit file that restarts the service must not take the planner's change back. */
  @Test
  void aRestartKeepsTheChangeUntilTheStartFileIsEdited() throws Exception {
    assertThat(service.api().putPlans(every(100), "jane").status()).isEqualTo(200);
    service.close();
    service = launch(every(1000));
    assertThat(service.api().get("/v1/plans").json().path("by").asString()).isEqualTo("jane");
    service.close();
    service = launch(every(500));
    assertThat(service.api().get("/v1/plans").json().path("source").asString())
        .isEqualTo(every(500));
  }
}
