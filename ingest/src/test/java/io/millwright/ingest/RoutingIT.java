package io.millwright.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.testing.Eventually;
import io.millwright.ingest.testing.RecordingTarget;
import io.millwright.ingest.testing.RunningService;
import io.millwright.ingest.testing.Sql;
import io.millwright.ingest.testing.TestDatabase;
import io.millwright.ingest.testing.TestGateway;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Invariant 4: each episode is executed in exactly one system, and never with dummies. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutingIT {
  private static final String PLANS =
      """
      conditions:
        - id: hot
          title: Too hot
          for: {class: [pump, unassigned]}
          above: {meter: temp, limit: 90, unit: degC}
          work: {type: CM, priority: 2, description: Look, window: 4 h}
      """;
  private static final String REGISTRY =
      """
      assets:
        - {tag: OWN, class: pump, ownership: owned, meters: [{name: temp, kind: gauge, unit: degC}]}
        - tag: CON
          class: pump
          ownership: contracted
          account: ACME
          location: 1 High Street
          meters: [{name: temp, kind: gauge, unit: degC}]
        - tag: BARE
          class: pump
          ownership: contracted
          meters: [{name: temp, kind: gauge, unit: degC}]
        - tag: WHOSE
          class: pump
          ownership: unassigned
          meters: [{name: temp, kind: gauge, unit: degC}]
      gateways:
        - {id: gw-1, password: gw-1, assets: [OWN, CON, BARE, WHOSE]}
      """;

  private final TestDatabase database = TestDatabase.fresh();
  private final Sql sql = new Sql(database);
  private RecordingTarget cmms;
  private RecordingTarget fsm;
  private RunningService service;

  @BeforeAll
  void start() throws Exception {
    cmms = new RecordingTarget();
    fsm = new RecordingTarget();
    service = RunningService.on(database).plans(PLANS).cmms(cmms).fsm(fsm).start();
    service.api().register(REGISTRY);
  }

  @AfterAll
  void stop() {
    service.close();
    fsm.close();
    cmms.close();
    database.close();
  }

  @Test
  void eachOrderGoesToTheOneSystemOfItsAssetAndAnIncompleteOneWaitsForWhatIsMissing()
      throws Exception {
    try (TestGateway gateway = service.gateway("gw-1")) {
      for (String asset : new String[] {"OWN", "CON", "BARE", "WHOSE"}) {
        gateway.reading(asset, "temp", Instant.now(), 95);
      }
    }
    Eventually.holds(
        () ->
            assertThat(sql.orders())
                .containsExactlyInAnyOrder(
                    "OWN/hot/1 cmms delivered open",
                    "CON/hot/1 fsm delivered open",
                    "BARE/hot/1 fsm held open",
                    "WHOSE/hot/1 cmms held open"));
    assertThat(reason("BARE")).contains("account", "location", "POST /v1/assets");
    assertThat(reason("WHOSE")).contains("unassigned", "POST /v1/assets");
    assertThat(cmms.episodes()).containsOnlyKeys("OWN/hot/1");
    assertThat(fsm.episodes()).containsOnlyKeys("CON/hot/1");

    // Half of what is missing is not enough.
    service.api().register("assets: [{tag: BARE, class: pump, ownership: contracted, account: A}]");
    Eventually.holds(
        () -> assertThat(reason("BARE")).contains("location").doesNotContain("the account"));
    assertThat(fsm.episodes()).containsOnlyKeys("CON/hot/1");

    service
        .api()
        .register(
            """
            assets:
              - {tag: BARE, class: pump, ownership: contracted, account: A, location: Here}
              - {tag: WHOSE, class: pump, ownership: contracted, account: B, location: There}
            """);
    Eventually.holds(
        () ->
            assertThat(sql.orders())
                .contains("BARE/hot/1 fsm delivered open", "WHOSE/hot/1 fsm delivered open"));
    assertThat(cmms.episodes()).containsOnlyKeys("OWN/hot/1").containsEntry("OWN/hot/1", 1);
    assertThat(fsm.episodes())
        .containsOnlyKeys("CON/hot/1", "BARE/hot/1", "WHOSE/hot/1")
        .allSatisfy((episode, times) -> assertThat(times).isEqualTo(1));
    assertThat(fsm.orders())
        .allSatisfy(
            order -> {
              assertThat(order.get("asset").get("account").asString()).isNotBlank();
              assertThat(order.get("asset").get("location").asString()).isNotBlank();
            });
  }

  private String reason(String tag) throws Exception {
    return sql.rows("select hold_reason from work_order where episode_key like '" + tag + "/%'")
        .get(0);
  }
}
