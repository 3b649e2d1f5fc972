package io.millwright.ingest.pipeline;

import static io.millwright.ingest.pipeline.PipelineRig.START;
import static io.millwright.ingest.pipeline.PipelineRig.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.ingest.codec.Topic.Kind;
import io.millwright.ingest.testing.Eventually;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the database refuses for good, by constraints that a person might have put on its tables.
 */
class RefusalIT {
  private static final long T = START.toEpochMilli() - 10_000_000;

  private final PipelineRig rig = new PipelineRig();

  @AfterEach
  void close() {
    rig.close();
  }

  private void start() throws Exception {
    rig.register(RandomTraffic.ASSETS);
    rig.start(RandomTraffic.PLANS);
  }

  /** One message, so that all are in one batch of each shard. */
  private static String temperatures(int count, double bad) {
    List<String> readings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double value = i == count * 2 / 3 ? bad : 20 + i % 10;
      readings.add(reading("P-" + (i % 3 + 1), "temp", T + i, value, ""));
    }
    return "[" + String.join(",", readings) + "]";
  }

  private void stateIsTheFoldOfTheLog() throws Exception {
    rig.stop();
    assertThat(rig.saved()).as("as it was in memory").isEqualTo(rig.folded().states());
    assertThat(rig.recovered()).isEqualTo(rig.folded().states());
  }

  @Test
  void aReadingThatIsRefusedDoesNotFailItsBatch() throws Exception {
    start();
    rig.execute("alter table reading add constraint t check (value <> 66)");
    rig.send(Kind.READINGS, temperatures(60, 66));
    assertThat(rig.query("select count(*) from reading")).isEqualTo("59");
    assertThat(rig.query("select reason || ' ' || meter || ' ' || detail from quarantine"))
        .startsWith(
            "refused_by_database temp The database refuses it, or what follows from it: ERROR: ")
        .contains("violates check constraint \"t\"")
        .endsWith("(SQLSTATE 23514)");
    rig.reading("P-2", "temp", T + 100, 30);
    assertThat(rig.query("select count(*) from reading")).isEqualTo("60");
    stateIsTheFoldOfTheLog();
  }

  @Test
  void aLateReadingThatIsRefusedIsFoundOnTheOtherWay() throws Exception {
    start();
    rig.execute("alter table reading add constraint t check (value <> 66)");
    for (int asset = 1; asset <= 3; asset++) {
      rig.reading("P-" + asset, "temp", T + 1000, 30);
    }
    rig.send(Kind.READINGS, temperatures(60, 66));
    assertThat(rig.query("select count(*) from reading")).isEqualTo("62");
    assertThat(rig.query("select count(*) from quarantine")).isEqualTo("1");
    stateIsTheFoldOfTheLog();
  }

  @Test
  void whatAnOrderIsRefusedForGoesWithItAndComesAgain() throws Exception {
    start();
    rig.execute("alter table work_order add constraint t check (rule <> 'jam')");
    String fault = "{'asset':'P-2','code':'E-1','time':" + T + ",'active':true}";
    rig.send(Kind.FAULTS, fault);
    rig.send(Kind.FAULTS, fault.replace("P-2", "P-1").replace("E-1", "E-2"));
    assertThat(rig.query("select count(*) from asset_event where kind = 'fault'")).isEqualTo("1");
    assertThat(rig.orders()).isEmpty();
    assertThat(rig.query("select reason || ' ' || asset from quarantine"))
        .isEqualTo("refused_by_database P-2");

    rig.execute("alter table work_order drop constraint t");
    rig.send(Kind.FAULTS, fault);
    assertThat(rig.orders()).containsExactly("P-2/jam/1 open");
    stateIsTheFoldOfTheLog();
  }

  @Test
  void whatTimeBringsAboutIsRefusedForOneAssetOnly() throws Exception {
    start();
    for (String asset : List.of("P-1", "P-2", "P-3")) {
      rig.reading(asset, "hours", T, 10);
    }
    rig.execute(
        "alter table work_order add constraint t check (episode_key <> 'P-1/inspection/1')");
    rig.clock.advance(Duration.ofDays(20));
    Eventually.await().until(() -> rig.orders().size() == 2);
    assertThat(rig.orders())
        .containsExactlyInAnyOrder("P-2/inspection/1 open", "P-3/inspection/1 open");
    Eventually.await().until(() -> rig.refused() == 1);
    aReadingThatIsRefusedDoesNotBringTheTimeBackSooner();
    rig.execute("alter table work_order drop constraint t");
    rig.clock.advance(Duration.ofMinutes(2));
    Eventually.await().until(() -> rig.orders().contains("P-1/inspection/1 open"));
    stateIsTheFoldOfTheLog();
  }

  private void aReadingThatIsRefusedDoesNotBringTheTimeBackSooner() throws Exception {
    rig.execute("alter table reading add constraint t check (value <> 66)");
    rig.reading("P-1", "temp", T + 1, 66);
    assertThat(rig.refused()).isEqualTo(2);
    for (int i = 2; i < 50; i++) {
      rig.reading("P-2", "temp", T + i, 30);
    }
    assertThat(rig.refused()).isEqualTo(2);
  }

  @Test
  void aRequestThatIsRefusedIsAnswered() throws Exception {
    start();
    rig.send(Kind.FAULTS, "{'asset':'P-2','code':'E-1','time':" + T + ",'active':true}");
    UUID order = rig.raised.get(0);
    rig.execute("alter table work_order add constraint t check (remote_id <> 'BAD')");
    assertThatThrownBy(() -> rig.feedback(completed(order, "BAD")))
        .rootCause()
        .hasMessageContaining("violates check constraint \"t\"");
    assertThat(rig.orders()).containsExactly("P-2/jam/1 open");
    rig.feedback(completed(order, "GOOD"));
    assertThat(rig.orders()).containsExactly("P-2/jam/1 completed");
    stateIsTheFoldOfTheLog();
  }

  private static WorkOrderFeedback completed(UUID order, String remote) {
    return new WorkOrderFeedback(
        order,
        WorkOrderFeedback.Kind.COMPLETED,
        Instant.ofEpochMilli(T + 1),
        null,
        null,
        remote,
        null);
  }

  /** Random traffic of which much is refused, and crashes: nothing else is lost, none is double. */
  @ParameterizedTest
  @ValueSource(longs = {1, 3})
  void stateIsTheFoldOfTheLogWhateverIsRefused(long seed) throws Exception {
    start();
    rig.execute("alter table reading add constraint t check (value::bigint % 11 <> 3)");
    rig.execute("alter table asset_event add constraint t check (body ->> 'code' <> 'E-2')");
    rig.execute("alter table work_order add constraint t check (episode_key not like '%/2')");
    RandomTraffic traffic = new RandomTraffic(rig, seed);
    for (int life = 0; life < 3; life++) {
      traffic.send(30);
      if (traffic.flip()) {
        rig.crash();
      } else {
        rig.stop();
        assertThat(rig.saved()).as("as it was in memory").isEqualTo(rig.folded().states());
      }
      rig.start(null);
    }
    traffic.send(30);
    rig.crash();
    List<String> orders = rig.orders();
    var folded = rig.folded();
    assertThat(rig.recovered()).isEqualTo(folded.states());
    assertThat(orders.stream().map(order -> order.substring(0, order.indexOf(' '))))
        .containsExactlyInAnyOrderElementsOf(folded.episodes());
    assertThat(orders).isNotEmpty();
    assertThat(
            rig.query("select count(*) > 5 from quarantine where reason = 'refused_by_database'"))
        .isEqualTo("t");
  }
}
