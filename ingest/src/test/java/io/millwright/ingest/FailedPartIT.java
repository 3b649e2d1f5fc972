package io.millwright.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.testing.ApiCalls.Reply;
import io.millwright.ingest.testing.Eventually;
import io.millwright.ingest.testing.PumpLoad;
import io.millwright.ingest.testing.RunningService;
import io.millwright.ingest.testing.ServiceProcess;
import io.millwright.ingest.testing.Sql;
import io.millwright.ingest.testing.StubbornGateway;
import io.millwright.ingest.testing.TestDatabase;
import io.millwright.ingest.testing.VerifyRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A shard that ends by an exception takes its process with it, so that another one can work. What
 * makes it end: an order is refused, so its asset is folded anew, and the plan file for that is
 * spoilt. The next tenure finds everything repaired.
 */
class FailedPartIT {
  private static final int PART_FAILED = 4;

  private static final String TRAP =
      """
      create table kept as select version, source from plan_set;
      create table spoilt (only_row boolean primary key default true);
      create function refuse() returns trigger language plpgsql as $$
      begin
        if exists (select from spoilt) then raise exception 'spoilt'; end if;
        return new;
      end $$;
      create trigger refuse before insert on work_order for each row execute function refuse();
      create function repair() returns trigger language plpgsql as $$
      begin
        delete from spoilt;
        update plan_set p set source = k.source from kept k where k.version = p.version;
        return new;
      end $$;
      create trigger repair after update on tenure for each row execute function repair();
      """;
  private static final String SPRING =
      "begin; insert into spoilt default values; update plan_set set source = 'plans: 5'; commit";

  private final TestDatabase database = TestDatabase.fresh();
  private final Sql sql = new Sql(database);
  private final PumpLoad load = new PumpLoad(0);
  private final AtomicBoolean enough = new AtomicBoolean();

  @AfterEach
  void close() {
    database.close();
  }

  private void awaitReadings(long count) {
    Eventually.holds(() -> assertThat(sql.readings()).isGreaterThan(count));
  }

  @Test
  void theProcessEndsWithItsCodeAndTheStandbyTakesOver(@TempDir Path folder) throws Exception {
    Path plans = Files.writeString(folder.resolve("plans.yaml"), PumpLoad.PLANS);
    Path registry = Files.writeString(folder.resolve("registry.yaml"), PumpLoad.registry(1));
    String[] arguments = {"--plans", plans.toString()};
    try (ServiceProcess one =
            new ServiceProcess(database.address(), folder.resolve("one.log"), arguments);
        ServiceProcess two =
            new ServiceProcess(database.address(), folder.resolve("two.log"), arguments)) {
      one.start("--registry", registry.toString());
      Eventually.holds(() -> assertThat(sql.number("select count(*) from gateway")).isOne());
      sql.execute(TRAP);
      two.startStandby();
      try (StubbornGateway gateway =
          new StubbornGateway(
              () -> one.isListening() ? one.mqttPort() : two.mqttPort(),
              load.gateway(),
              load::message,
              enough::get)) {
        awaitReadings(500);
        sql.execute(SPRING);

        assertThat(one.awaitExit()).isEqualTo(PART_FAILED);
        System.out.printf(
            "FailedPartIT: taken over %s after the end%n", two.awaitReady(System.nanoTime()));
        awaitReadings(sql.readings() + 500);
        enough.set(true);
        gateway.awaitEnd(60_000);
      }
      two.stop();
      assertThat(Files.readString(folder.resolve("one.log")))
          .contains("millwright serve: ends, for shard ")
          .contains("Plan file 1 was active (table plan_set), but this Millwright cannot read it");
    }
    assertThat(
            new TreeSet<>(
                sql.rows(
                    "select a.tag, m.name, (extract(epoch from r.time) * 1000)::bigint, r.value"
                        + " from reading r join meter m on m.id = r.meter_id"
                        + " join asset a on a.id = m.asset_id")))
        .isEqualTo(new TreeSet<>(load.acknowledged()));
    assertThat(sql.number("select count(*) from quarantine")).isZero();
    assertThat(VerifyRun.differences(database)).isEmpty();
  }

  @Test
  void itSaysSoAndTakesNothingMore() throws Exception {
    try (RunningService service = RunningService.on(database).plans(PumpLoad.PLANS).start()) {
      service.api().register(PumpLoad.registry(1));
      sql.execute(TRAP);
      try (StubbornGateway gateway =
          new StubbornGateway(service.mqttPort(), load.gateway(), load::message, enough::get)) {
        awaitReadings(500);
        sql.execute(SPRING);
        assertThat(service.failed().get(60, TimeUnit.SECONDS)).startsWith("shard ");
        Reply ready = service.api().get("/readyz");
        assertThat(ready.status()).isEqualTo(503);
        assertThat(ready.text()).contains("failed: shard ").contains("Plan file 1 was active");
        assertThat(service.api().get("/v1/assets").status()).isEqualTo(503);
        assertThat(
                sql.number(
                    "select count(*) from pg_locks where locktype = 'advisory' and database ="
                        + " (select oid from pg_database where datname = current_database())"))
            .as("the lock is given up")
            .isZero();
        enough.set(true);
      }
    }
  }
}
