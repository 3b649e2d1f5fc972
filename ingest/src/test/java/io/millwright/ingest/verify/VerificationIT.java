package io.millwright.ingest.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.testing.Eventually;
import io.millwright.ingest.testing.PumpLoad;
import io.millwright.ingest.testing.RecordingTarget;
import io.millwright.ingest.testing.RunningService;
import io.millwright.ingest.testing.Sql;
import io.millwright.ingest.testing.StubbornGateway;
import io.millwright.ingest.testing.TestDatabase;
import io.millwright.ingest.testing.VerifyRun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is right is found right, also while it runs; each thing that is wrong is found and named.
 */
class VerificationIT {
  private static final String WITHOUT_HOT =
      PumpLoad.PLANS.replaceAll("(?s)  - id: hot.*?(?=  - id: tripped)", "")
          + """
            - id: warm
              shadow: true
              title: Warm
              for: {class: pump}
              above: {meter: temp, limit: 50, unit: degC}
              work: {type: CM, description: Look}
          """;

  private final TestDatabase database = TestDatabase.fresh();
  private final Sql sql = new Sql(database);
  private final List<String> lines = new ArrayList<>();

  @BeforeEach
  void aServiceHasWorkedAndIsStopped() throws Exception {
    try (RecordingTarget cmms = new RecordingTarget();
        RunningService service =
            RunningService.on(database).plans(PumpLoad.PLANS).cmms(cmms).start()) {
      service.api().register(PumpLoad.registry(1));
      PumpLoad load = new PumpLoad(0);
      AtomicBoolean enough = new AtomicBoolean();
      try (StubbornGateway gateway =
          new StubbornGateway(service.mqttPort(), load.gateway(), load::message, enough::get)) {
        awaitReadings(2_000);
        assertThat(service.api().putPlans(WITHOUT_HOT, "test").status()).isEqualTo(200);
        // What is over before it was sent is withdrawn.
        Eventually.holds(
            () -> assertThat(sql.orders()).isNotEmpty().allMatch(row -> row.contains("delivered")));
        // Of the rules that are left, and of the one that is gone.
        for (String order : sql.rows("select id from work_order order by number")) {
          assertThat(service.api().complete(order, "2024-03-20T00:00:00Z", "null").status())
              .isEqualTo(200);
        }
        // In the midst of its work: one moment of it is as right as the next.
        assertThat(verify()).isTrue();
        awaitReadings(sql.readings() + 2_000);
        enough.set(true);
        gateway.awaitEnd(120_000);
      }
    }
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void awaitReadings(long count) {
    Eventually.holds(() -> assertThat(sql.readings()).isGreaterThan(count));
  }

  private boolean verify() throws Exception {
    lines.clear();
    Verification.Report report = VerifyRun.of(database, lines::add);
    assertThat(report.isRight()).as("%s", lines).isEqualTo(lines.isEmpty());
    assertThat(report.readings()).isGreaterThan(2_000);
    return report.isRight();
  }

  private void assertWrong(String tampering, String... found) throws Exception {
    sql.execute(tampering);
    assertThat(verify()).as(tampering).isFalse();
    for (String line : found) {
      assertThat(lines).anySatisfy(actual -> assertThat(actual).matches(line));
    }
  }

  @Test
  void findsEachThingThatIsWrong() throws Exception {
    assertThat(verify()).as("%s", lines).isTrue();
    assertThat(sql.number("select count(*) from shadow_order")).isPositive();
    assertThat(
            sql.number("select count(*) from episode where rule = 'hot' and closed_at is not null"))
        .isPositive();

    assertWrong(
        "update shadow_order set raised_at = raised_at + interval '1 s'",
        "P-0-A/warm/1 is open since .*, but by the log open since .*");
    sql.execute("update shadow_order set raised_at = raised_at - interval '1 s'");
    assertWrong(
        "update episode set closed_by = 'cancelled' where key = 'P-0-A/service/1'",
        "P-0-A/service/1 is cancelled at 2024-03-20T00:00:00Z, but by the log completed at .*",
        "Work order .* of P-0-A/service/1 is completed, and its episode is cancelled");
    sql.execute("update episode set closed_by = 'completed' where key = 'P-0-A/service/1'");
    assertWrong(
        "update work_order set delivered_at = null where episode_key = 'P-0-A/service/1'",
        "Work order .* of P-0-A/service/1 is delivered without a time of delivery");
    sql.execute("update work_order set delivered_at = now() where delivered_at is null");
    assertThat(verify()).as("%s", lines).isTrue();

    assertWrong(
        "insert into reading select 999999, time, value, flags, seq from reading limit 1",
        "1 readings of meter 999999, which is not registered",
        "Number \\d+ of the log was given 2 times");
    sql.execute("delete from reading where meter_id = 999999");
    assertWrong(
        "update asset_state set seq = seq - 1 where asset_id = 1;"
            + " update checkpoint set seq = (select max(seq) from reading)",
        "P-0-A: event \\d+ is not in its saved state \\(of \\d+\\), but the checkpoint says .*",
        "P-0-A: its state at \\d+ has .* but the log folds to .*");
    sql.execute("update asset_state set seq = seq + 1 where asset_id = 1");
    assertThat(verify()).as("%s", lines).isTrue();
  }

  @Test
  void findsWhatIsMissing() throws Exception {
    assertWrong(
        "delete from reading where seq = (select max(seq) from reading where meter_id ="
            + " (select id from meter where name = 'hours' order by id limit 1))",
        "P-0-A: its state at \\d+ has meters\\.hours\\..* = .*, but the log folds to .*");
    assertWrong(
        "delete from work_order where episode_key = 'P-0-A/service/1'",
        "Episode P-0-A/service/1 has 0 work orders");
    assertWrong(
        "delete from episode where key = 'P-0-A/service/1'",
        "P-0-A/service/1 is not stored, but the log raises it at .*");
    assertWrong(
        "delete from asset_event where kind = 'fault'",
        "P-0-A/tripped/1 is stored, but the log does not raise it");
    assertWrong(
        "delete from asset_state where asset_id = 1;"
            + " update checkpoint set seq = (select max(seq) from reading)",
        "P-0-A: event \\d+ is not in its saved state \\(there is none\\), .*");
  }
}
