package io.millwright.ingest.codec.sparkplug;

import static io.millwright.ingest.codec.sparkplug.Payloads.at;
import static io.millwright.ingest.codec.sparkplug.Payloads.bdSeq;
import static io.millwright.ingest.codec.sparkplug.Payloads.changed;
import static io.millwright.ingest.codec.sparkplug.Payloads.defined;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.codec.sparkplug.SparkplugProto.Payload;
import io.millwright.rules.planfile.PlanException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions of one edge node that overlap, and gateways that make up edge nodes. */
class SparkplugSessionsTest {
  private static final String MAPPING =
      """
      nodes:
        - match: "{group}/{edge}"
          asset: "{edge}"
      metrics:
        - name: "{meter}"
          meter: "{meter}"
      """;

  private HostRig rig;

  @BeforeEach
  void start() throws PlanException {
    rig = new HostRig(MAPPING);
  }

  private void send(long connection, String type, Payload.Builder payload) {
    rig.connection = connection;
    rig.deliver("spBv1.0/plant/" + type + "/edge1", payload.build());
  }

  private Payload.Builder birth(long session, long hoursAlias, long tempAlias) {
    return at(rig.now, 0)
        .addMetrics(bdSeq(session))
        .addMetrics(defined("hours", hoursAlias, 100))
        .addMetrics(defined("temp", tempAlias, 60));
  }

  @Test
  void aliasesOfAnotherConnectionMeanNothing() {
    send(1, "NBIRTH", birth(1, 1, 2));
    rig.tick(60_000);
    send(2, "NBIRTH", birth(2, 2, 1));
    rig.takeReadings();
    rig.tick(1);
    send(1, "NDATA", at(rig.now, 1).addMetrics(changed(1, 101)));
    assertThat(rig.takeReadings()).as("hours of the first are no temperature").isEmpty();
    assertThat(rig.refused).extracting(RefusedMetrics::why).containsExactly(Why.OUT_OF_SEQUENCE);
    assertThat(rig.tally.of(Count.OTHER_CONNECTION)).isEqualTo(1);
    assertThat(rig.rebirths).as("both are asked who they are").isEqualTo(1);
    send(2, "NDATA", at(rig.now, 1).addMetrics(changed(1, 61)));
    assertThat(rig.takeReadings()).as("the newest goes on").containsExactly("edge1/temp=61.0");
  }

  @Test
  void theWillOfAnEarlierConnectionIsNoDeathThoughBdSeqStandsStill() {
    send(1, "NBIRTH", birth(0, 1, 2));
    rig.tick(60_000);
    send(2, "NBIRTH", birth(0, 1, 2));
    rig.takeFaults();
    send(1, "NDEATH", Payload.newBuilder().addMetrics(bdSeq(0)));
    assertThat(rig.takeFaults()).isEmpty();
    rig.takeReadings();
    send(2, "NDATA", at(rig.now, 1).addMetrics(changed(1, 101)));
    assertThat(rig.takeReadings()).containsExactly("edge1/hours=101.0");
    send(2, "NDEATH", Payload.newBuilder().addMetrics(bdSeq(0)));
    assertThat(rig.takeFaults()).containsExactly("edge1 sparkplug_offline true");
  }

  @Test
  void aNodeWhoseClockWasSetBackIsBornOverItsNewConnection() {
    send(1, "NBIRTH", birth(1, 1, 2));
    rig.takeReadings();
    rig.tick(1000);
    rig.connection = 2;
    Payload.Builder early =
        birth(2, 2, 1)
            .setTimestamp(0)
            .setMetrics(1, defined("hours", 2, 105).setTimestamp(rig.now));
    send(2, "NBIRTH", early);
    assertThat(rig.takeReadings()).contains("edge1/hours=105.0");
    assertThat(rig.refused).isEmpty();
  }

  @Test
  void whoMakesUpEdgeNodesDrivesOutHisOwn() {
    send(1, "NBIRTH", birth(1, 1, 2));
    rig.connection = 7;
    for (int i = 0; i < 25_000; i++) {
      rig.now++;
      rig.deliver("spBv1.0/made-up-" + i + "/NBIRTH/evil", at(rig.now, 0).build());
    }
    assertThat(rig.tally.of(Count.FORGOTTEN)).isGreaterThan(10_000);
    rig.takeReadings();
    rig.refused.clear();
    send(1, "NDATA", at(rig.now, 1).addMetrics(changed(1, 101)));
    assertThat(rig.takeReadings()).containsExactly("edge1/hours=101.0");
    rig.deliver("spBv1.0/plant/NBIRTH/edge2", birth(1, 1, 2).build());
    assertThat(rig.takeReadings()).as("and there is room").contains("edge2/hours=100.0");
    assertThat(rig.refused).isEmpty();
  }

  @Test
  void whatWaitsInAForgottenNodeIsSettled() {
    rig.deliver("spBv1.0/old/NBIRTH/evil", at(rig.now, 0).build());
    int waiting = rig.deliver("spBv1.0/old/NDATA/evil", at(rig.now, 2).build());
    assertThat(rig.settled).doesNotContain(waiting);
    for (int i = 0; i < 10_100; i++) {
      rig.now++;
      rig.deliver("spBv1.0/made-up-" + i + "/NBIRTH/evil", at(rig.now, 0).build());
    }
    assertThat(rig.settled).contains(waiting).hasSize(rig.sent()).doesNotHaveDuplicates();
  }
}
