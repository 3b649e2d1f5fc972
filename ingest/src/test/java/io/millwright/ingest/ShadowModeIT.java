package io.millwright.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.testing.Eventually;
import io.millwright.ingest.testing.RecordingTarget;
import io.millwright.ingest.testing.RunningService;
import io.millwright.ingest.testing.Sql;
import io.millwright.ingest.testing.TestDatabase;
import io.millwright.ingest.testing.TestGateway;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a rule on trial would raise is recorded, shown and counted, and never sent. */
class ShadowModeIT {
  private static final Instant START = Instant.parse("2024-03-01T06:00:00Z");
  private static final String TRIAL =
      """
      plans:
        - id: service
          title: 100 h service
          for: {class: pump}
          shadow: true
          usage: {meter: hours, every: 100, unit: h}
          work: {type: PM}
        - id: check
          title: 150 h check
          for: {class: pump}
          usage: {meter: hours, every: 150, unit: h}
          work: {type: PM}
      """;

  @Test
  void isRecordedAndNotSentUntilItGoesLive() throws Exception {
    try (TestDatabase database = TestDatabase.fresh();
        RecordingTarget cmms = new RecordingTarget();
        RunningService service = RunningService.on(database).plans(TRIAL).cmms(cmms).start()) {
      Sql sql = new Sql(database);
      service
          .api()
          .register(
              """
              assets:
                - {tag: P-1, class: pump, ownership: owned, meters: [{name: hours, kind: counter, unit: h}]}
              gateways: [{id: gw, password: gw, assets: [P-1]}]
              """);
      try (TestGateway gateway = service.gateway("gw")) {
        gateway.reading("P-1", "hours", START, 10);
        gateway.reading("P-1", "hours", START.plusSeconds(1), 101);
        gateway.reading("P-1", "hours", START.plusSeconds(2), 151);
        Eventually.holds(() -> assertThat(cmms.episodes()).containsOnlyKeys("P-1/check/1"));
        JsonNode items =
            service.api().get("/v1/shadow-orders?rule=service&asset=P-1").json().path("items");
        assertThat(items.size()).isEqualTo(1);
        assertThat(items.get(0).path("episode").asString()).isEqualTo("P-1/service/1");
        assertThat(items.get(0).path("evidence").path("why").asString()).contains("hours");
        assertThat(items.get(0).path("closed_at").isNull()).isFalse();
        assertThat(service.api().metric("millwright_shadow_orders_total")).isEqualTo(1);
        assertThat(sql.rows("select key from episode")).containsExactly("P-1/check/1");

        assertThat(service.api().putPlans(TRIAL.replace("shadow: true", "schedule: fixed"), "jane"))
            .extracting(reply -> reply.status())
            .isEqualTo(200);
        gateway.reading("P-1", "hours", START.plusSeconds(3), 201);
      }
      Eventually.holds(
          () -> assertThat(cmms.episodes()).containsOnlyKeys("P-1/check/1", "P-1/service/2"));
      assertThat(sql.number("select count(*) from shadow_order")).isEqualTo(1);
    }
  }
}
