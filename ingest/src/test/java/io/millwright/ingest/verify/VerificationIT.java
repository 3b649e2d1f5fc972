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
  private static final String PLANS =
      PumpLoad.PLANS.replace("lead: 5}", "lead: 5}\n    overdue: {priority: 1}");

  private static final String WITHOUT_HOT =
      PLANS.replaceAll("(?s)  - id: hot.*?(?=  - id: tripped)", "")
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
        RunningService service = RunningService.on(database).plans(PLANS).cmms(cmms).start()) {
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
    sql.execute("delete from work_order_escalation");
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

  @Test
  void findsEscalationsAndSuppressionsThatAreNotAsTheLogTellsThem() throws Exception {
    assertThat(sql.number("select count(*) from work_order_escalation")).isPositive();
    assertThat(sql.number("select count(*) from suppression")).isPositive();
    sql.execute("create table kept as select * from work_order_escalation");
    sql.execute("create table kept_reasons as select * from suppression");
    assertWrong(
        "update work_order_escalation set priority = 5 where n = 1",
        "Escalation of P-0-[AB]/service/1 to priority 5 at \\d+ is stored, but the log does not"
            + " tell it",
        "Escalation of P-0-[AB]/service/1 to priority [1-4] at \\d+ is not stored, but the log"
            + " tells it");
    sql.execute("delete from work_order_escalation");
    assertWrong(
        "insert into work_order_escalation select * from kept limit 0",
        "Escalation of P-0-[AB]/service/1 to priority [1-4] at \\d+ is not stored, but the log"
            + " tells it");
    sql.execute("insert into work_order_escalation select * from kept");
    assertThat(verify()).as("%s", lines).isTrue();

    assertWrong(
        "delete from suppression where ctid = (select min(ctid) from suppression)",
        "Suppression of P-0-[AB]/.*/\\d+ [a-z_]+ is not stored, but the log tells it");
    sql.execute("insert into suppression select * from kept_reasons on conflict do nothing");
    assertWrong(
        "insert into suppression select asset_id, rule, 4711, reason, time, detail"
            + " from suppression limit 1",
        "Suppression of P-0-[AB]/.*/4711 [a-z_]+ is stored, but the log does not tell it");
    sql.execute("delete from suppression where cycle = 4711");
    assertWrong(
        "update suppression set time = time + interval '1 s'",
        "Suppression of P-0-[AB]/.*/\\d+ [a-z_]+ has another time than the log tells");
  }
}
