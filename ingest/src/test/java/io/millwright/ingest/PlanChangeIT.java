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

/** A restart with another plan file: what kept its id keeps its state, what went can still end. */
class PlanChangeIT {
  private static final String BEFORE =
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
  private static final String AFTER =
      """
      plans:
        - id: service
          title: 150 h service
          for: {class: pump}
          usage: {meter: hours, every: 150, unit: h}
          work: {type: PM}
      """;
  private static final Instant START = Instant.parse("2024-03-01T06:00:00Z");

  private final TestDatabase database = TestDatabase.fresh();
  private final Sql sql = new Sql(database);
  private RecordingTarget cmms;
  private RunningService service;

  @BeforeEach
  void start() throws Exception {
    cmms = new RecordingTarget();
    service = launch(BEFORE);
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
  void keptRulesGoOnFromWhereTheyWereAndRemovedOnesCanBeCompleted() throws Exception {
    try (TestGateway gateway = service.gateway("gw")) {
      gateway.reading("P-1", "hours", START, 90);
      gateway.reading("P-1", "hours", START.plusSeconds(1), 101);
      gateway.reading("P-1", "temp", START.plusSeconds(1), 95);
    }
    complete("P-1/service/1", "101");
    String firstVersion = version("P-1/service/1");

    service.close();
    service = launch(AFTER);
    try (TestGateway gateway = service.gateway("gw")) {
      // Under the old plan this were due; the new one counts 150 h from the same baseline of 101 h.
      gateway.reading("P-1", "hours", START.plusSeconds(3), 205);
      gateway.reading("P-1", "temp", START.plusSeconds(3), 80);
      gateway.reading("P-1", "temp", START.plusSeconds(4), 95);
      assertThat(sql.orders()).hasSize(2);
      complete("P-1/hot/1", "null");
      gateway.reading("P-1", "hours", START.plusSeconds(5), 252);
    }
    Eventually.holds(
        () ->
            assertThat(sql.orders())
                .containsExactlyInAnyOrder(
                    "P-1/service/1 cmms delivered completed",
                    "P-1/hot/1 cmms delivered completed",
                    "P-1/service/2 cmms delivered open"));
    assertThat(version("P-1/service/2")).isNotEqualTo(firstVersion);
    assertThat(sql.number("select count(*) from plan_set")).isEqualTo(2);
    assertThat(sql.rows("select key from episode where closed_at is null"))
        .containsExactly("P-1/service/2");

    // Back to the old file: the removed rule counts its episodes on and gives no old id again.
    service.close();
    service = launch(BEFORE);
    try (TestGateway gateway = service.gateway("gw")) {
      gateway.reading("P-1", "temp", START.plusSeconds(60), 80);
      gateway.reading("P-1", "temp", START.plusSeconds(61), 95);
    }
    Eventually.holds(() -> assertThat(cmms.episodes()).containsEntry("P-1/hot/2", 1));
    assertThat(sql.number("select count(*) from plan_set")).isEqualTo(3);
  }

  /** As a target does, which has to have it first. */
  private void complete(String episode, String meterValue) throws Exception {
    Eventually.holds(() -> assertThat(sql.orders()).contains(episode + " cmms delivered open"));
    String id = sql.rows("select id from work_order where episode_key = '" + episode + "'").get(0);
    Reply reply = service.api().complete(id, START.plusSeconds(2).toString(), meterValue);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.json().get("repeated").asBoolean()).isFalse();
  }

  private String version(String episode) throws Exception {
    return sql.rows("select rule_version from work_order where episode_key = '" + episode + "'")
        .get(0);
  }
}
