package io.millwright.ingest.codec.sparkplug;

import static io.millwright.ingest.codec.sparkplug.Payloads.at;
import static io.millwright.ingest.codec.sparkplug.Payloads.bdSeq;
import static io.millwright.ingest.codec.sparkplug.Payloads.changed;
import static io.millwright.ingest.codec.sparkplug.Payloads.defined;
import static io.millwright.ingest.codec.sparkplug.Payloads.flag;
import static io.millwright.ingest.codec.sparkplug.Payloads.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.codec.Quality;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.Payload;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.PropertySet;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.PropertyValue;
import io.millwright.rules.planfile.PlanException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SparkplugHostTest {
  private static final String MAPPING =
      """
      nodes:
        - match: "{group}/{edge}"
          asset: "{edge}"
        - match: "{group}/{edge}/{device}"
          asset: "{device}"
      metrics:
        - name: Engine/Hours
          meter: engine_hours
        - name: Engine/Oil Temp
        - name: Mode
          states: {Idle: 0, Run: 1}
        - name: Alarm/{code}
          fault: "E-{code}"
        - name: Trouble
          fault_codes: {HOT: E-1, "7": E-7}
        - name: Properties/#
          ignore: true
      units: {hrs: h}
      """;
  private static final String NODE = "spBv1.0/plant/%s/edge1";
  private static final String DEVICE = "spBv1.0/plant/%s/edge1/P1";

  private HostRig rig;

  @BeforeEach
  void start() throws PlanException {
    rig = new HostRig(MAPPING);
  }

  private int node(String type, Payload.Builder payload) {
    return rig.deliver(NODE.formatted(type), payload.build());
  }

  private int device(String type, Payload.Builder payload) {
    return rig.deliver(DEVICE.formatted(type), payload.build());
  }

  private Payload.Builder nodeBirth(long session) {
    return at(rig.now, 0).addMetrics(bdSeq(session));
  }

  private Payload.Builder deviceBirth(int seq, double hours) {
    return at(rig.now, seq)
        .addMetrics(defined("Engine/Hours", 1, hours))
        .addMetrics(defined("Engine/Oil Temp", 2, 60));
  }

  private Payload.Builder death(long session) {
    return Payload.newBuilder().setTimestamp(1).addMetrics(bdSeq(session));
  }

  private void born(double hours) {
    node("NBIRTH", nodeBirth(1));
    device("DBIRTH", deviceBirth(1, hours));
  }

  private Payload.Builder hours(int seq, double hours) {
    return at(rig.now, seq).addMetrics(changed(1, hours));
  }

  @Test
  void dataRefersToItsBirth() {
    born(100);
    assertThat(rig.takeReadings()).containsExactly("P1/engine_hours=100.0", "P1/oil_temp=60.0");
    device("DDATA", at(rig.now, 2).addMetrics(changed(2, 61)).addMetrics(changed(1, 101)));
    assertThat(rig.takeReadings()).containsExactly("P1/oil_temp=61.0", "P1/engine_hours=101.0");
    assertThat(rig.refused).isEmpty();
    assertThat(rig.rebirths).isZero();
  }

  @Test
  void aBirthThatRepeatsWhatIsKnownSaysNothing() {
    born(100);
    device("DDATA", hours(2, 101));
    rig.takeReadings();
    rig.tick(5000);
    node("NBIRTH", nodeBirth(1));
    device("DBIRTH", deviceBirth(1, 101));
    assertThat(rig.takeReadings()).as("with new timestamps").isEmpty();
    assertThat(rig.tally.of(Count.REPEATED_METRIC)).isEqualTo(2);

    node("NBIRTH", nodeBirth(1));
    device("DBIRTH", deviceBirth(1, 102));
    assertThat(rig.takeReadings()).as("what is new").containsExactly("P1/engine_hours=102.0");
  }

  @Test
  void afterADeathABirthIsASignOfLife() {
    born(100);
    rig.takeReadings();
    node("NDEATH", death(1));
    node("NBIRTH", nodeBirth(2));
    device("DBIRTH", deviceBirth(1, 100));
    assertThat(rig.takeReadings()).containsExactly("P1/engine_hours=100.0", "P1/oil_temp=60.0");
  }

  @Test
  void dataWithoutABirthGoesToQuarantineAndABirthIsAskedFor() {
    int message = device("DDATA", hours(17, 5));
    assertThat(rig.takeReadings()).isEmpty();
    assertThat(rig.refused).extracting(RefusedMetrics::why).containsExactly(Why.UNKNOWN_ALIAS);
    assertThat(rig.settled).containsExactly(message);
    assertThat(rig.rebirths).isEqualTo(1);
    device("DDATA", hours(18, 6));
    assertThat(rig.rebirths).as("not at once again").isEqualTo(1);
    rig.tick(10_000);
    assertThat(rig.rebirths).as("the first may have been lost").isEqualTo(2);
    rig.tick(10_000);
    assertThat(rig.rebirths).as("with growing pauses").isEqualTo(2);
    rig.tick(10_000);
    assertThat(rig.rebirths).isEqualTo(3);
    born(7);
    assertThat(rig.takeReadings()).contains("P1/engine_hours=7.0");
    rig.tick(600_000);
    assertThat(rig.rebirths).isEqualTo(3);
  }

  @Test
  void whatHasANameAndATypeNeedsNoBirth() {
    device("DDATA", at(rig.now, 3).addMetrics(defined("Engine/Hours", 1, 8)));
    assertThat(rig.takeReadings()).containsExactly("P1/engine_hours=8.0");
    assertThat(rig.refused).isEmpty();
    assertThat(rig.rebirths).isEqualTo(1);
  }

  @Test
  void anUnknownAliasIsRefusedAndTheRestTaken() {
    born(1);
    rig.takeReadings();
    device("DDATA", at(rig.now, 2).addMetrics(changed(9, 3)).addMetrics(changed(1, 2)));
    assertThat(rig.takeReadings()).containsExactly("P1/engine_hours=2.0");
    assertThat(rig.refused).extracting(RefusedMetrics::why).containsExactly(Why.UNKNOWN_ALIAS);
    assertThat(rig.rebirths).isEqualTo(1);
  }

  @Test
  void anAliasOfTwoMetricsMeansNeither() {
    node("NBIRTH", nodeBirth(1));
    device(
        "DBIRTH",
        at(rig.now, 1)
            .addMetrics(defined("Engine/Hours", 1, 5))
            .addMetrics(defined("Engine/Oil Temp", 1, 6)));
    rig.takeReadings();
    device("DDATA", hours(2, 7));
    assertThat(rig.takeReadings()).isEmpty();
    assertThat(rig.refused).extracting(RefusedMetrics::why).containsExactly(Why.UNKNOWN_ALIAS);
  }

  @Test
  void messagesArePutInOrder() {
    born(1);
    rig.takeReadings();
    int third = device("DDATA", hours(4, 4));
    int second = device("DDATA", hours(3, 3));
    assertThat(rig.takeReadings()).isEmpty();
    assertThat(rig.settled).doesNotContain(second, third);
    int first = device("DDATA", hours(2, 2));
    assertThat(rig.takeReadings())
        .containsExactly("P1/engine_hours=2.0", "P1/engine_hours=3.0", "P1/engine_hours=4.0");
    assertThat(rig.settled).endsWith(first, second, third);
    rig.tick(10_000);
    assertThat(rig.rebirths).isZero();
  }

  @Test
  void aGapThatStaysOpenEndsWhatAliasesMean() {
    born(1);
    rig.takeReadings();
    device("DDATA", hours(3, 3));
    rig.tick(1999);
    assertThat(rig.rebirths).isZero();
    rig.tick(1);
    assertThat(rig.rebirths).isEqualTo(1);
    device("DDATA", hours(4, 4));
    assertThat(rig.takeReadings()).isEmpty();
    assertThat(rig.refused)
        .extracting(RefusedMetrics::why)
        .containsExactly(Why.OUT_OF_SEQUENCE, Why.OUT_OF_SEQUENCE);
    assertThat(rig.settled).hasSize(rig.sent());
    rig.tick(1);
    node("NBIRTH", nodeBirth(1));
    device("DBIRTH", deviceBirth(1, 4));
    device("DDATA", hours(2, 5));
    assertThat(rig.takeReadings()).containsExactly("P1/engine_hours=4.0", "P1/engine_hours=5.0");
  }

  @Test
  void theSequenceWraps() {
    born(0);
    for (int i = 2; i < 600; i++) {
      device("DDATA", hours(i & 0xFF, i));
    }
    assertThat(rig.takeReadings()).hasSize(600);
    device("DDATA", hours(599 & 0xFF, 599));
    assertThat(rig.takeReadings()).as("the same once more").isEmpty();
    assertThat(rig.tally.of(Count.DUPLICATE)).isEqualTo(1);
    assertThat(rig.rebirths).isZero();
  }

  @Test
  void aLateDeathOfAnEarlierSessionIsIgnored() {
    node("NBIRTH", nodeBirth(1));
    node("NBIRTH", nodeBirth(2));
    rig.takeFaults();
    node("NDEATH", death(1));
    assertThat(rig.takeFaults()).isEmpty();
    assertThat(rig.tally.of(Count.LATE_DEATH)).isEqualTo(1);
    node("NDEATH", death(2));
    assertThat(rig.takeFaults()).containsExactly("edge1 sparkplug_offline true");
    node("NDEATH", death(2));
    assertThat(rig.takeFaults())
        .as("delivered again, it is committed before it is acknowledged")
        .containsExactly("edge1 sparkplug_offline true");
  }

  @Test
  void deathsAndBirthsAreFaultsOfTheAssets() {
    born(1);
    assertThat(rig.takeFaults())
        .as("what was told before our start")
        .containsExactly("edge1 sparkplug_offline false", "P1 sparkplug_offline false");
    device("DDEATH", at(rig.now, 2));
    assertThat(rig.takeFaults()).containsExactly("P1 sparkplug_offline true");
    node("NDEATH", death(1));
    assertThat(rig.takeFaults()).containsExactly("edge1 sparkplug_offline true");
    rig.tick(1000);
    node("NBIRTH", nodeBirth(2));
    assertThat(rig.takeFaults()).containsExactly("edge1 sparkplug_offline false");
    device("DBIRTH", deviceBirth(1, 1));
    assertThat(rig.takeFaults()).containsExactly("P1 sparkplug_offline false");
    rig.tick(1000);
    node("NBIRTH", nodeBirth(2));
    device("DBIRTH", deviceBirth(1, 1));
    assertThat(rig.takeFaults()).as("a rebirth").isEmpty();
  }

  @Test
  void dataOfADeadDeviceNeedsItsBirth() {
    born(1);
    device("DDEATH", at(rig.now, 2));
    rig.takeReadings();
    device("DDATA", hours(3, 2));
    assertThat(rig.takeReadings()).isEmpty();
    assertThat(rig.refused).hasSize(1);
    assertThat(rig.rebirths).isEqualTo(1);
  }

  @Test
  void historicalAndNullValues() {
    born(10);
    rig.takeReadings();
    device(
        "DDATA",
        at(rig.now, 2).addMetrics(changed(1, 9).setIsHistorical(true).setTimestamp(1_000_000)));
    assertThat(rig.readings).singleElement().matches(r -> r.historical() && r.timeMillis() == 1e6);
    rig.takeReadings();
    device(
        "DDATA",
        at(rig.now, 3).addMetrics(SparkplugProto.Metric.newBuilder().setAlias(2).setIsNull(true)));
    assertThat(rig.takeReadings()).isEmpty();
    node("NBIRTH", nodeBirth(1));
    device("DBIRTH", deviceBirth(1, 10));
    assertThat(rig.takeReadings())
        .as("the historical one was no news, but the temperature is there again")
        .containsExactly("P1/oil_temp=60.0");
  }

  @Test
  void qualityAndUnitAreProperties() {
    node("NBIRTH", nodeBirth(1));
    PropertySet.Builder properties =
        PropertySet.newBuilder()
            .addKeys("engUnit")
            .addValues(PropertyValue.newBuilder().setStringValue("hrs"))
            .addKeys("Quality")
            .addValues(PropertyValue.newBuilder().setIntValue(500));
    device(
        "DBIRTH",
        at(rig.now, 1).addMetrics(defined("Engine/Hours", 1, 5).setProperties(properties)));
    assertThat(rig.readings)
        .singleElement()
        .matches(r -> "h".equals(r.unit()) && r.quality() == Quality.UNCERTAIN);
  }

  @Test
  void textsAreStatesAndFaultCodes() {
    node(
        "NBIRTH",
        nodeBirth(1)
            .addMetrics(text("Mode", "Run"))
            .addMetrics(flag("Alarm/33", true))
            .addMetrics(text("Trouble", "")));
    assertThat(rig.takeReadings()).containsExactly("edge1/mode=1.0");
    assertThat(rig.takeFaults())
        .as("any of the codes may have been active when we were last here")
        .containsExactlyInAnyOrder(
            "edge1 E-33 true",
            "edge1 E-1 false",
            "edge1 E-7 false",
            "edge1 sparkplug_offline false");
    node("NDATA", at(rig.now, 1).addMetrics(text("Trouble", "HOT")).addMetrics(text("Mode", "?")));
    assertThat(rig.takeFaults()).containsExactly("edge1 E-1 true");
    assertThat(rig.refused).extracting(RefusedMetrics::why).containsExactly(Why.MALFORMED);
    node("NDATA", at(rig.now, 2).addMetrics(text("Trouble", "7")));
    assertThat(rig.takeFaults()).containsExactly("edge1 E-1 false", "edge1 E-7 true");
    node("NDATA", at(rig.now, 3).addMetrics(flag("Alarm/33", true)));
    assertThat(rig.takeFaults()).as("still").isEmpty();
  }

  @Test
  void whatHasNoRuleIsCountedAndToldOnce() {
    for (int i = 0; i < 3; i++) {
      node("NBIRTH", nodeBirth(1).addMetrics(defined("Other", 5, 1)));
    }
    node("NDATA", at(rig.now, 1).addMetrics(changed(5, 2)));
    assertThat(rig.unmapped).containsExactly("plant/edge1 1 [Other]");
    assertThat(rig.tally.of(Count.UNMAPPED_METRIC)).isEqualTo(4);
    assertThat(rig.refused).isEmpty();
  }

  @Test
  void oneControllerSpeaksForSeveralMachines() throws PlanException {
    rig =
        new HostRig(
            """
            nodes: [{match: "plant/{edge}", asset: "{edge}"}]
            metrics:
              - {name: "Pump {n}/Hours", asset: "PUMP-{n}", meter: hours}
              - {name: "Pump {n}/Hot", asset: "PUMP-{n}", fault: HOT}
            """);
    node(
        "NBIRTH",
        nodeBirth(1)
            .addMetrics(defined("Pump 1/Hours", 1, 100))
            .addMetrics(defined("Pump 2/Hours", 2, 200))
            .addMetrics(flag("Pump 2/Hot", true)));
    assertThat(rig.takeReadings()).containsExactly("PUMP-1/hours=100.0", "PUMP-2/hours=200.0");
    assertThat(rig.takeFaults()).contains("PUMP-2 HOT true");
    node("NDATA", at(rig.now, 1).addMetrics(changed(2, 201)));
    assertThat(rig.takeReadings()).containsExactly("PUMP-2/hours=201.0");
    node("NDEATH", death(1));
    assertThat(rig.takeFaults()).as("of its own").containsExactly("edge1 sparkplug_offline true");
  }

  @Test
  void otherBytesAndTopicsAreRefusedWhole() {
    rig.deliver(NODE.formatted("NBIRTH"), new byte[] {(byte) 0xFF, 1, 2});
    rig.deliver("spBv1.0/plant/NBIRTH", new byte[0]);
    rig.deliver("spBv1.0/plant/NCMD/edge1", new byte[0]);
    assertThat(rig.refused).extracting(RefusedMetrics::why).containsOnly(Why.UNDECODABLE);
    assertThat(rig.settled).hasSize(3);
  }

  @Test
  void aBirthThatComesTooLateDoesNotReplaceTheNewestOne() {
    Payload.Builder earlier = nodeBirth(1).addMetrics(defined("Engine/Hours", 1, 5));
    rig.tick(100);
    node("NBIRTH", nodeBirth(2).addMetrics(defined("Engine/Oil Temp", 1, 50)));
    node("NBIRTH", earlier);
    rig.takeReadings();
    assertThat(rig.rebirths).isEqualTo(1);
    node("NDATA", at(rig.now, 1).addMetrics(changed(1, 51)));
    assertThat(rig.takeReadings()).as("nobody knows which session it is of").isEmpty();
  }
}
