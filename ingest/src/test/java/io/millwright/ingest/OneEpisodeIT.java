package io.millwright.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.ingest.testing.ApiCalls.Reply;
import io.millwright.ingest.testing.Eventually;
import io.millwright.ingest.testing.Readings;
import io.millwright.ingest.testing.RecordingTarget;
import io.millwright.ingest.testing.RunningService;
import io.millwright.ingest.testing.Sql;
import io.millwright.ingest.testing.TestDatabase;
import io.millwright.ingest.testing.TestGateway;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Invariant 3: at most one open episode for an asset and a rule, and one order for each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneEpisodeIT {
  private static final String PLANS =
      """
      conditions:
        - id: hot
          title: Too hot
          for: {class: pump}
          above: {meter: temp, limit: 90, unit: degC}
          work: {type: CM, priority: 2, description: Look}
      """;
  private static final String REGISTRY =
      """
      assets:
        - {tag: P-1, class: pump, ownership: owned, meters: [{name: temp, kind: gauge, unit: degC}]}
        - {tag: P-2, class: pump, ownership: owned, meters: [{name: temp, kind: gauge, unit: degC}]}
        - {tag: P-3, class: pump, ownership: owned, meters: [{name: temp, kind: gauge, unit: degC}]}
      gateways:
        - {id: gw-1, password: gw-1, assets: [P-1, P-2, P-3]}
        - {id: gw-2, password: gw-2, assets: [P-1, P-2, P-3]}
      """;
  private static final Instant START = Instant.parse("2024-03-01T06:00:00Z");

  private final TestDatabase database = TestDatabase.fresh();
  private final Sql sql = new Sql(database);
  private RecordingTarget cmms;
  private RunningService service;

  @BeforeAll
  void start() throws Exception {
    cmms = new RecordingTarget();
    service = RunningService.on(database).plans(PLANS).cmms(cmms).start();
    service.api().register(REGISTRY);
  }

  @AfterAll
  void stop() {
    service.close();
    cmms.close();
    database.close();
  }

  @Test
  void aFloodPastTheLimitFromTwoGatewaysWithARestartInItsMiddleRaisesOneOrder() throws Exception {
    flood(0);
    service.close();
    service = RunningService.on(database).plans(PLANS).cmms(cmms).start();
    flood(150);

    awaitDelivered("P-1/hot/1 cmms delivered open");
    assertThat(cmms.episodes()).containsEntry("P-1/hot/1", 1).doesNotContainKey("P-1/hot/2");
    assertThat(sql.number("select count(*) from episode where key like 'P-1/%'")).isEqualTo(1);
    // The rules themselves held back, not just the index.
    assertThat(
            sql.rows(
                "select rule, cycle, reason from suppression s join asset a on a.id = s.asset_id"
                    + " where a.tag = 'P-1'"))
        .containsExactly("hot 1 episode_open");
    // Steps 0 to 349, each read by both gateways, 1 ms apart.
    assertThat(
            sql.number(
                "select count(*) from reading r join meter m on m.id = r.meter_id"
                    + " join asset a on a.id = m.asset_id where a.tag = 'P-1'"))
        .isEqualTo(700);
  }

  /** 200 steps: too hot, with a dip in between, by both gateways 1 ms apart, each sent twice. */
  private void flood(int firstStep) throws Exception {
    try (TestGateway one = service.gateway("gw-1");
        TestGateway two = service.gateway("gw-2")) {
      List<IMqttToken> tokens = new ArrayList<>();
      for (int step = firstStep; step < firstStep + 200; step++) {
        Instant time = START.plusMillis(10L * step);
        double value = step % 50 == 49 ? 60 : 95;
        String first = Readings.of("P-1", "temp", time, value);
        String second = Readings.of("P-1", "temp", time.plusMillis(1), value);
        tokens.add(one.send(first));
        tokens.add(two.send(second));
        tokens.add(one.send(second));
        tokens.add(two.send(first));
      }
      for (IMqttToken token : tokens) {
        token.waitForCompletion(20_000);
      }
    }
  }

  @Test
  void theTableItselfRefusesASecondOpenEpisode() throws Exception {
    try (TestGateway gateway = service.gateway("gw-1")) {
      gateway.reading("P-2", "temp", START, 95);
    }
    assertThatThrownBy(
            () ->
                sql.execute(
                    "insert into episode (key, asset_id, rule, cycle, opened_at) select"
                        + " 'P-2/hot/2', asset_id, rule, 2, now() from episode where key ="
                        + " 'P-2/hot/1'"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("episode_one_open");
  }

  @Test
  void aCompletionClosesTheEpisodeOnceAndTheNextOneMayOpen() throws Exception {
    try (TestGateway gateway = service.gateway("gw-1")) {
      gateway.reading("P-3", "temp", START, 95);
      String order = sql.rows("select id from work_order where episode_key = 'P-3/hot/1'").get(0);

      Reply done = service.api().complete(order, START.plusSeconds(10).toString(), "null");
      assertThat(done.status()).isEqualTo(200);
      assertThat(done.json().get("status").asString()).isEqualTo("completed");
      assertThat(done.json().get("repeated").asBoolean()).isFalse();
      Reply again = service.api().complete(order, START.plusSeconds(10).toString(), "null");
      assertThat(again.status()).isEqualTo(200);
      assertThat(again.json().get("repeated").asBoolean()).isTrue();
      assertThat(sql.number("select count(*) from asset_event where kind = 'order_closed'"))
          .isEqualTo(1);

      // A reading from before the repair says nothing about it; one from after it does.
      gateway.reading("P-3", "temp", START.plusSeconds(5), 95);
      assertThat(sql.orders()).noneMatch(row -> row.startsWith("P-3/hot/2"));
      gateway.reading("P-3", "temp", START.plusSeconds(11), 95);
      awaitDelivered("P-3/hot/2 cmms delivered open");
    }
    assertThat(sql.rows("select key, closed_by from episode where key like 'P-3/%' order by key"))
        .containsExactly("P-3/hot/1 completed", "P-3/hot/2 null");
  }

  @Test
  void anOrderThatNobodyKnowsIsNotFound() throws Exception {
    String nobody = "00000000-0000-5000-8000-000000000000";
    assertThat(service.api().complete(nobody, START.toString(), "null").status()).isEqualTo(404);
  }

  private void awaitDelivered(String order) {
    Eventually.holds(() -> assertThat(sql.orders()).contains(order));
  }
}
