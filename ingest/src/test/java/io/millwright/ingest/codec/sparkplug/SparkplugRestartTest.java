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

/** Who was online before our restart, and is or is not heard after it. */
class SparkplugRestartTest {
  private static final String MAPPING =
      """
      rebirth_seconds: 2
      offline_seconds: 10
      nodes:
        - {match: "plant/{edge}", asset: "{edge}"}
        - {match: "plant/{edge}/{device}", asset: "{device}"}
      metrics: [{name: hours, meter: hours}]
      """;

  private HostRig rig;

  @BeforeEach
  void bornBeforeTheRestart() throws PlanException {
    rig = new HostRig(MAPPING);
    born(rig, "P1", "P2");
    rig = rig.restarted();
  }

  private static void born(HostRig rig, String... devices) {
    rig.deliver("spBv1.0/plant/NBIRTH/e1", at(rig.now, 0).addMetrics(bdSeq(3)).build());
    int seq = 1;
    for (String device : devices) {
      rig.deliver(
          "spBv1.0/plant/DBIRTH/e1/" + device,
          at(rig.now, seq++).addMetrics(defined("hours", 1, 100)).build());
    }
    rig.takeFaults();
    rig.takeReadings();
  }

  private void seconds(int seconds) {
    for (int i = 0; i < 5 * seconds; i++) {
      rig.tick(200);
    }
  }

  @Test
  void whoIsNotHeardIsDeadOnce() throws PlanException {
    seconds(9);
    assertThat(rig.takeFaults()).isEmpty();
    seconds(2);
    assertThat(rig.faults).allMatch(fault -> fault.timeMillis() > rig.now - 2_000);
    assertThat(rig.takeFaults())
        .containsExactly(
            "e1 sparkplug_offline true", "P1 sparkplug_offline true", "P2 sparkplug_offline true");
    assertThat(rig.missed).containsExactly("e1 spBv1.0/plant/NDEATH/e1");
    assertThat(rig.tally.of(Count.MISSED)).isEqualTo(3);
    assertThat(rig.stored.values()).noneMatch(PresenceRecord::online);

    seconds(60);
    rig = rig.restarted();
    seconds(60);
    rig.deliver("spBv1.0/plant/NDEATH/e1", Payload.newBuilder().addMetrics(bdSeq(3)).build());
    assertThat(rig.takeFaults()).as("told in this life or in an earlier one").isEmpty();
    rig.deliver("spBv1.0/plant/NBIRTH/e1", at(rig.now, 0).addMetrics(bdSeq(4)).build());
    assertThat(rig.takeFaults()).containsExactly("e1 sparkplug_offline false");
  }

  @Test
  void whoSaysNothingIsAskedFirst() {
    seconds(1);
    assertThat(rig.rebirths).isZero();
    seconds(2);
    assertThat(rig.rebirths).isEqualTo(1);
    born(rig, "P1", "P2");
    seconds(60);
    assertThat(rig.takeFaults()).isEmpty();
    assertThat(rig.rebirths).isEqualTo(1);
  }

  @Test
  void theDeadAreNotAskedAnyMore() {
    seconds(11);
    int asked = rig.rebirths;
    seconds(600);
    assertThat(rig.rebirths).isEqualTo(asked);
  }

  @Test
  void aDeviceThatIsNotBornAgainIsDead() {
    seconds(5);
    born(rig, "P2");
    assertThat(rig.stored.values()).extracting(PresenceRecord::bdSeq).containsOnly(3L);
    seconds(9);
    assertThat(rig.takeFaults()).isEmpty();
    seconds(2);
    assertThat(rig.takeFaults()).containsExactly("P1 sparkplug_offline true");
    rig.deliver(
        "spBv1.0/plant/DBIRTH/e1/P1", at(rig.now, 2).addMetrics(defined("hours", 1, 100)).build());
    assertThat(rig.takeFaults()).containsExactly("P1 sparkplug_offline false");
  }

  @Test
  void withoutARestartToo() throws PlanException {
    rig = new HostRig(MAPPING);
    born(rig, "P1", "P2");
    seconds(60);
    born(rig, "P1");
    seconds(9);
    assertThat(rig.takeFaults()).isEmpty();
    seconds(2);
    assertThat(rig.takeFaults()).containsExactly("P2 sparkplug_offline true");
  }

  @Test
  void whoIsHeardIsNotDeadThoughItsBirthIsMissing() {
    seconds(9);
    rig.deliver("spBv1.0/plant/DDATA/e1/P1", at(rig.now, 7).addMetrics(changed(1, 101)).build());
    assertThat(rig.refused).extracting(RefusedMetrics::why).containsExactly(Why.UNKNOWN_ALIAS);
    assertThat(rig.rebirths).isPositive();
    seconds(9);
    assertThat(rig.takeFaults()).isEmpty();
    seconds(2);
    assertThat(rig.takeFaults()).as("silent again, and never born").hasSize(3);
  }

  @Test
  void aDeathThatWaitedForUsIsThatOfAllItsDevices() {
    rig.deliver("spBv1.0/plant/NDEATH/e1", Payload.newBuilder().addMetrics(bdSeq(3)).build());
    assertThat(rig.takeFaults())
        .containsExactly(
            "e1 sparkplug_offline true", "P1 sparkplug_offline true", "P2 sparkplug_offline true");
    seconds(60);
    assertThat(rig.takeFaults()).isEmpty();
  }

  @Test
  void silenceCountsOnlyWhileWeListen() {
    rig.listening = false;
    seconds(60);
    rig.listening = true;
    rig.tick(3_600_000); // our clock was set, or we stood still
    seconds(8);
    assertThat(rig.takeFaults()).isEmpty();
    seconds(3);
    assertThat(rig.takeFaults()).hasSize(3);
  }

  @Test
  void aNameThatCannotBeKeptIsNotKept() throws PlanException {
    rig = new HostRig(MAPPING);
    born(rig, "P1", "x".repeat(201));
    assertThat(rig.stored).containsOnlyKeys("", "P1");
  }

  @Test
  void whatSaysNothingNewIsKnown() {
    born(rig, "P1");
    assertThat(rig.repeats).as("a birth repeats values that may not be stored yet").isTrue();
    Payload data = at(rig.now, 2).addMetrics(changed(1, 101)).build();
    rig.deliver("spBv1.0/plant/DDATA/e1/P1", data);
    assertThat(rig.repeats).isFalse();
    rig.deliver("spBv1.0/plant/DDATA/e1/P1", data);
    assertThat(rig.repeats).isTrue();
    assertThat(rig.tally.of(Count.DUPLICATE)).isEqualTo(1);
  }
}
