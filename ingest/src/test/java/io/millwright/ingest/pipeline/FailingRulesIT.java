package io.millwright.ingest.pipeline;

import static io.millwright.ingest.pipeline.PipelineRig.START;
import static io.millwright.ingest.pipeline.PipelineRig.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.ingest.codec.Topic.Kind;
import io.millwright.ingest.testing.Eventually;
import io.millwright.rules.event.Event;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An asset on which the fold throws. No event makes it do so, as far as we know; a saved state that
 * somebody has written into does.
 */
class FailingRulesIT {
  private static final long T = START.toEpochMilli() - 10_000_000;

  private static final String NO_PHASE =
      "replace(state, '\"phase\":\"ACTIVE\",\"metSince\"', '\"phase\":null,\"metSince\"')";

  private final PipelineRig rig = new PipelineRig();

  @BeforeEach
  void start() throws Exception {
    rig.register(RandomTraffic.ASSETS);
    rig.start(RandomTraffic.PLANS);
    for (String asset : new String[] {"P-1", "P-2", "P-3"}) {
      rig.reading(asset, "hours", T, 10);
      rig.reading(asset, "temp", T, 95);
    }
    // The first tick ends the delays; what is spoilt below is the state after it.
    Eventually.holds(() -> assertThat(rig.query("select count(*) from work_order")).isEqualTo("3"));
    rig.stop();
    rig.execute("create table kept as select * from asset_state");
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private void spoil(String change) throws Exception {
    rig.execute(
        "update asset_state set state = "
            + change
            + " where asset_id = (select id from asset where tag = 'P-1')");
    assertThat(
            rig.query(
                "select count(*) from asset_state s join kept k using (asset_id)"
                    + " where s.state <> k.state"))
        .isEqualTo("1");
  }

  private void repair() throws Exception {
    rig.execute(
        "update asset_state s set state = k.state, seq = k.seq from kept k"
            + " where k.asset_id = s.asset_id and s.asset_id ="
            + " (select id from asset where tag = 'P-1')");
  }

  private String quarantined() throws Exception {
    return rig.query(
        "select string_agg(n || ' ' || reason, ', ' order by reason) from (select reason, count(*)"
            + " as n from quarantine group by reason) q");
  }

  private void stateIsTheFoldOfTheLog() throws Exception {
    rig.stop();
    assertThat(rig.saved()).isEqualTo(rig.folded().states());
    assertThat(rig.recovered()).isEqualTo(rig.folded().states());
  }

  private static String temperatures(long time) {
    return "["
        + String.join(
            ",",
            reading("P-2", "temp", time, 20, ""),
            reading("P-1", "temp", time, 20, ""),
            reading("P-3", "temp", time, 20, ""))
        + "]";
  }

  @Test
  void whatTheRulesFailOnIsRefusedAndAtLastTheAssetIsSetAside() throws Exception {
    // The occurrence after the next is later than there are milliseconds.
    spoil(
        "replace(state, '\"base\":1.795392E12,\"anchor\":1795392000000',"
            + " '\"base\":9.223372035990776E18,\"anchor\":9223372035990775807')");
    rig.start(null);
    for (int i = 1; i <= 10; i++) {
      rig.send(Kind.READINGS, temperatures(T + i));
      assertThatThrownBy(this::skip).rootCause().isInstanceOf(ArithmeticException.class);
    }
    assertThat(rig.query("select count(*) from reading")).isEqualTo("36");
    assertThat(rig.shards().setAside()).isEqualTo(1);
    rig.send(Kind.READINGS, temperatures(T + 11));
    assertThat(quarantined()).isEqualTo("1 asset_set_aside");
    assertThat(rig.query("select count(*) from reading")).isEqualTo("38");
    assertThatThrownBy(this::skip)
        .rootCause()
        .hasMessageStartingWith("The asset is set aside: java.lang.ArithmeticException");

    rig.crash();
    repair();
    rig.start(null);
    skip();
    rig.reading("P-1", "temp", T + 11, 20);
    stateIsTheFoldOfTheLog();
  }

  private SkipResult skip() throws Exception {
    int asset = Integer.parseInt(rig.query("select id from asset where tag = 'P-1'"));
    return rig.shards()
        .skip(asset, new Event.OccurrenceSkipped("inspection", T + 20, "jane", "not needed", null))
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  @Test
  void anAssetWhoseStateFailsWithoutAnyEventIsSetAsideAtOnce() throws Exception {
    spoil(NO_PHASE);
    rig.start(null);
    rig.send(Kind.READINGS, temperatures(T + 1));
    Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> rig.shards().setAside() == 1);
    rig.send(Kind.READINGS, temperatures(T + 2));
    assertThat(quarantined()).isEqualTo("1 asset_set_aside");
    assertThat(rig.query("select count(*) from reading")).isEqualTo("11");
    assertThatThrownBy(() -> rig.feedback(completed("P-1/hot/1")))
        .rootCause()
        .hasMessageStartingWith("The asset is set aside: java.lang.NullPointerException");

    rig.crash();
    repair();
    rig.start(null);
    rig.feedback(completed("P-1/hot/1"));
    rig.reading("P-1", "temp", T + 2, 20);
    stateIsTheFoldOfTheLog();
  }

  private WorkOrderFeedback completed(String episode) throws Exception {
    return new WorkOrderFeedback(
        UUID.fromString(
            rig.query("select id from work_order where episode_key = '" + episode + "'")),
        WorkOrderFeedback.Kind.COMPLETED,
        Instant.ofEpochMilli(T + 15),
        null,
        null,
        "R-1",
        null);
  }

  @Test
  void anAssetThatRecoveryCannotFoldIsSetAsideAndItsLogWaits() throws Exception {
    String checkpoint = rig.query("select seq from checkpoint");
    rig.start(null);
    rig.reading("P-1", "hours", T + 1, 11);
    rig.crash();
    spoil("'{\"meters\":5}'");

    rig.start(RandomTraffic.PLANS.replace("every: 100", "every: 90"));
    rig.send(Kind.READINGS, temperatures(T + 1));
    assertThat(quarantined()).isEqualTo("1 asset_set_aside");
    assertThat(rig.query("select detail from quarantine"))
        .startsWith("The asset is set aside until the service is started again: its saved state");
    assertThat(rig.shards().setAside()).isEqualTo(1);
    rig.stop();
    assertThat(rig.query("select seq from checkpoint"))
        .as("its stored events are after it")
        .isEqualTo(checkpoint);

    repair();
    rig.start(null);
    rig.reading("P-1", "temp", T + 1, 20);
    stateIsTheFoldOfTheLog();
    assertThat(rig.folded().lifeToDate("P-1", "hours")).isEqualTo(11);
  }

  @Test
  void anAssetOnWhoseLogTheRulesFailIsSetAside() throws Exception {
    rig.start(null);
    rig.send(Kind.READINGS, temperatures(T + 1));
    rig.crash();
    spoil(
        "replace(state, '\"base\":1.795392E12,\"anchor\":1795392000000',"
            + " '\"base\":9.223372036854775E18,\"anchor\":9223372036854775000')");
    rig.start(null);
    rig.send(Kind.READINGS, temperatures(T + 2));
    assertThat(quarantined()).isEqualTo("1 asset_set_aside");
    assertThat(rig.query("select detail from quarantine")).contains("the rules fail on its stored");
    rig.stop();
    repair();
    rig.start(null);
    stateIsTheFoldOfTheLog();
  }
}
