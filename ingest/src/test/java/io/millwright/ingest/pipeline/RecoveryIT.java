package io.millwright.ingest.pipeline;

import static io.millwright.ingest.pipeline.PipelineRig.START;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.registry.Registry;
import io.millwright.ingest.store.Checkpoints;
import io.millwright.ingest.testing.Eventually;
import io.millwright.rules.state.AssetState;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryIT {
  private static final long T = START.toEpochMilli() - 1_000_000;

  private static final String CHECKPOINT_PASSED_THE_READINGS =
      "select seq >= (select max(seq) from reading) from checkpoint";

  private final PipelineRig rig = new PipelineRig();

  @AfterEach
  void close() {
    rig.close();
  }

  /** Whatever happens, and wherever it crashes: live state, recovered state and log agree. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void stateIsTheFoldOfTheLog(long seed) throws Exception {
    rig.register(RandomTraffic.ASSETS);
    rig.start(RandomTraffic.PLANS);
    RandomTraffic traffic = new RandomTraffic(rig, seed);
    for (int life = 0; life < 6; life++) {
      traffic.send(60);
      if (traffic.flip()) {
        rig.crash();
      } else {
        rig.stop();
      }
      rig.start(null);
    }
    traffic.send(60);
    rig.crash();
    List<String> orders = rig.orders();
    var recovered = rig.recovered();

    var folded = rig.folded();
    assertThat(recovered).isEqualTo(folded.states());
    assertThat(orders).hasSizeGreaterThan(5);
    assertThat(orders.stream().map(order -> order.substring(0, order.indexOf(' '))))
        .containsExactlyInAnyOrderElementsOf(folded.episodes());
    assertThat(rig.orders()).isEqualTo(orders);
    assertThat(
            rig.query(
                "select count(*) from work_order w join episode e on e.key = w.episode_key"
                    + " where (e.closed_at is null) <> (w.status not in ('completed',"
                    + " 'cancelled'))"))
        .isEqualTo("0");
    assertThat(
            rig.query(
                "select count(*) - count(distinct seq) from (select seq from reading"
                    + " union all select seq from asset_event) log"))
        .isEqualTo("0");
  }

  /**
   * The plans change among the traffic: what is recovered was folded under what was active then.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void aPlanChangeHasItsPlaceInTheLog(long seed) throws Exception {
    List<String> files =
        List.of(
            RandomTraffic.PLANS,
            RandomTraffic.PLANS
                .replace("every: 100", "every: 70")
                .replace("limit: 90", "limit: 85"),
            RandomTraffic.PLANS.substring(0, RandomTraffic.PLANS.indexOf("  - id: inspection"))
                + RandomTraffic.PLANS.substring(RandomTraffic.PLANS.indexOf("conditions:")));
    rig.register(RandomTraffic.ASSETS);
    rig.start(files.get(0));
    RandomTraffic traffic = new RandomTraffic(rig, seed);
    int changes = 1;
    for (int life = 0; life < 6; life++) {
      for (int i = 0; i < 3; i++) {
        traffic.send(20);
        CompletableFuture<PlanChangeResult> change = rig.change(files.get(changes % 3));
        traffic.send(20);
        assertThat(change.get(1, TimeUnit.MINUTES)).isInstanceOf(PlanChangeResult.Activated.class);
        changes++;
      }
      if (traffic.flip()) {
        rig.crash();
      } else {
        rig.stop();
      }
      rig.start(traffic.flip() ? null : files.get(0));
    }
    traffic.send(20);
    rig.crash();
    List<String> orders = rig.orders();
    var folded = rig.folded();
    assertThat(rig.recovered()).isEqualTo(folded.states());
    assertThat(orders.stream().map(order -> order.substring(0, order.indexOf(' '))))
        .containsExactlyInAnyOrderElementsOf(folded.episodes());
    assertThat(rig.orders()).isEqualTo(orders);
    assertThat(rig.query("select count(*) from plan_set")).isEqualTo("" + changes);
    assertThat(
            rig.query(
                "select count(*) - count(distinct seq) from (select seq from reading"
                    + " union all select seq from asset_event"
                    + " union all select seq from plan_set) log"))
        .isEqualTo("0");
  }

  /** What a restart has replayed is in no table yet: the checkpoint may not pass it. */
  @Test
  void whatWasReplayedIsSavedBeforeTheCheckpointPassesIt() throws Exception {
    rig.register(RandomTraffic.ASSETS);
    rig.start(RandomTraffic.PLANS);
    for (String asset : List.of("P-1", "P-2", "P-3")) {
      rig.reading(asset, "hours", T, 10);
    }
    rig.crash();
    rig.start(null);
    rig.reading("P-1", "hours", T + 1, 11);
    rig.stop();
    assertThat(rig.query(CHECKPOINT_PASSED_THE_READINGS)).isEqualTo("t");
    assertThat(rig.recovered()).isEqualTo(rig.folded().states());
  }

  /**
   * Every life is too short for a checkpoint on time, but what a life replays the next need not.
   */
  @Test
  void aServiceThatNeverLivesLongGetsOn() throws Exception {
    rig.register(RandomTraffic.ASSETS);
    rig.start(RandomTraffic.PLANS);
    rig.reading("P-1", "hours", T, 10);
    rig.reading("P-2", "hours", T, 10);
    rig.crash();
    rig.start(null);
    Eventually.await().until(() -> rig.query(CHECKPOINT_PASSED_THE_READINGS).equals("t"));
    rig.crash();
    assertThat(rig.recovered()).isEqualTo(rig.folded().states());
  }

  /**
   * A late reading that was stored before takes a number without a row. A state that was saved with
   * that number would take the next event, given the same number again, for known.
   */
  @Test
  void numbersThatOnlyAStateKnowsAreNotGivenAgain() throws Exception {
    rig.register(ShardsIT.ASSETS);
    rig.start(ShardsIT.PLANS);
    rig.reading("P-1", "hours", T, 10);
    rig.crash();
    Registry registry = new Registry(rig.dataSource(), password -> password);
    registry.load();
    int asset = requireNonNull(registry.asset("P-1")).id();
    try (Connection connection = rig.dataSource().getConnection()) {
      new Checkpoints()
          .save(
              connection,
              List.of(
                  new Checkpoints.Saved(asset, 7, 1, requireNonNull(rig.recovered().get("P-1")))));
    }
    rig.start(null);
    rig.reading("P-1", "hours", T + 1, 20);
    rig.crash();
    AssetState recovered = requireNonNull(rig.recovered().get("P-1"));
    assertThat(requireNonNull(recovered.meters().get("hours")).lastValue()).isEqualTo(20);
  }

  /**
   * Somebody made it a pump in the table after its readings, and the process died before a
   * checkpoint: the replay counts the readings as a pump's. What that raises has to be an order, or
   * the state would have an episode open that nobody can complete.
   */
  @Test
  void anOrderThatOnlyTheReplayRaisesIsWritten() throws Exception {
    rig.register(ShardsIT.ASSETS.replace("class: pump", "class: box"));
    rig.start(ShardsIT.PLANS);
    rig.reading("P-1", "hours", T, 50);
    rig.reading("P-1", "hours", T + 1, 150);
    assertThat(rig.orders()).isEmpty();
    rig.crash();
    rig.execute("update asset set class = 'pump' where tag = 'P-1'");

    assertThat(rig.recoveredPlan("P-1", "service").open()).isNotNull();
    assertThat(rig.orders()).containsExactly("P-1/service/1 open");
    assertThat(rig.query("select count(*) from episode where closed_at is null")).isEqualTo("1");
  }

  /** What was folded as the asset was before must not be folded again as what it is now. */
  @Test
  void aChangedAssetIsFoldedAsWhatItWasThen() throws Exception {
    rig.register(ShardsIT.ASSETS);
    rig.start(ShardsIT.PLANS);
    rig.reading("P-1", "hours", T, 50);
    rig.reading("P-1", "hours", T + 1, 150);
    rig.register("assets: [{tag: P-1, class: box, ownership: owned}]");
    rig.reading("P-1", "hours", T + 2, 351);
    rig.crash();
    assertThat(rig.query("select count(*) from asset_state where seq > 0")).isEqualTo("0");
    assertThat(rig.recoveredPlan("P-1", "service").open())
        .as("the order it raised as a pump is still open, should it become one again")
        .isNotNull();
    assertThat(rig.recovered()).isEqualTo(rig.folded().states());
    assertThat(rig.differences()).isEmpty();
  }

  /** Whenever an import comes, also while nothing runs, and wherever it crashes. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aDefinitionChangeHasItsPlaceInTheLog(long seed) throws Exception {
    List<String> changes =
        List.of(
            "{tag: P-1, class: box, ownership: owned}",
            "{tag: P-1, class: pump, ownership: owned, zone: Australia/Perth}",
            "{tag: P-2, class: pump, ownership: contracted, meters:"
                + " [{name: oil, kind: gauge, unit: bar}]}",
            "{tag: P-1, name: Renamed, class: pump, ownership: owned, meters:"
                + " [{name: hours, kind: counter, unit: h, rollover: 2000}]}");
    rig.register(RandomTraffic.ASSETS);
    rig.start(RandomTraffic.PLANS);
    RandomTraffic traffic = new RandomTraffic(rig, seed);
    for (int life = 0; life < 4; life++) {
      for (String change : changes) {
        traffic.send(15);
        if (traffic.flip()) {
          rig.register("assets: [" + change + "]");
        }
      }
      if (traffic.flip()) {
        rig.crash();
      } else {
        rig.stop();
        assertThat(rig.saved()).as("as it was in memory").isEqualTo(rig.folded().states());
      }
      rig.register("assets: [" + changes.get(life % 2) + "]");
      rig.start(null);
    }
    traffic.send(30);
    rig.crash();
    List<String> orders = rig.orders();
    assertThat(rig.recovered()).isEqualTo(rig.folded().states());
    assertThat(rig.orders()).isEqualTo(orders);
    assertThat(rig.query("select count(*) > 3 from definition_change")).isEqualTo("t");
    assertThat(rig.query("select count(*) from definition_change where seq is null"))
        .isEqualTo("0");
    assertThat(rig.differences()).isEmpty();
  }
}
