package io.millwright.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.testing.ApiCalls;
import io.millwright.ingest.testing.Crew;
import io.millwright.ingest.testing.Eventually;
import io.millwright.ingest.testing.IndependentFold;
import io.millwright.ingest.testing.PumpLoad;
import io.millwright.ingest.testing.RecordingTarget;
import io.millwright.ingest.testing.ServiceProcess;
import io.millwright.ingest.testing.Sql;
import io.millwright.ingest.testing.StubbornGateway;
import io.millwright.ingest.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plans change while gateways publish and crews report, and the service is killed among the
 * changes: each reading is stored once, the state is the fold of the log with each plan change in
 * its place, and no order is lost or doubled. {@code -Dmillwright.kills=50} makes it a soak.
 */
class LivePlanChangeIT {
  private static final int KILLS = Integer.getInteger("millwright.kills", 5);
  private static final long SEED = Long.getLong("millwright.seed", 42);
  private static final int GATEWAYS = 3;
  private static final List<String> FILES =
      List.of(
          PumpLoad.PLANS,
          PumpLoad.PLANS.replace("every: 100", "every: 60").replace("lead: 5", "lead: 2"),
          PumpLoad.PLANS.replace("limit: 90", "limit: 99"));

  private final TestDatabase database = TestDatabase.fresh();
  private final Sql sql = new Sql(database);
  private final List<AutoCloseable> open = new ArrayList<>();
  private final AtomicBoolean enough = new AtomicBoolean();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger unanswered = new AtomicInteger();

  @AfterEach
  void closeAll() throws Exception {
    enough.set(true);
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
    database.close();
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.add(resource);
    return resource;
  }

  @Test
  void killsWhilePlansChangeLoseNothingAndDoNothingTwice(@TempDir Path folder) throws Exception {
    RecordingTarget cmms = opened(new RecordingTarget());
    Path plans = Files.writeString(folder.resolve("plans.yaml"), FILES.get(0));
    Path registry = Files.writeString(folder.resolve("registry.yaml"), PumpLoad.registry(GATEWAYS));
    ServiceProcess service =
        opened(
            new ServiceProcess(
                database.address(),
                folder.resolve("service.log"),
                "--plans",
                plans.toString(),
                "--cmms",
                cmms.url()));
    service.start("--registry", registry.toString());
    Eventually.holds(
        () -> assertThat(sql.number("select count(*) from gateway")).isEqualTo(GATEWAYS));

    List<PumpLoad> loads = new ArrayList<>();
    List<StubbornGateway> gateways = new ArrayList<>();
    for (int i = 0; i < GATEWAYS; i++) {
      PumpLoad load = new PumpLoad(i);
      loads.add(load);
      gateways.add(
          opened(
              new StubbornGateway(service.mqttPort(), load.gateway(), load::message, enough::get)));
    }
    Crew crew = opened(new Crew(cmms, service.api()));
    Thread planner = new Thread(() -> changePlans(service.api()), "planner");
    planner.start();

    SplittableRandom random = new SplittableRandom(SEED);
    for (int kill = 0; kill < KILLS; kill++) {
      awaitTrafficAndChanges(loads);
      TimeUnit.MILLISECONDS.sleep(random.nextInt(1_500));
      service.kill();
      service.start();
    }
    for (PumpLoad load : loads) {
      Eventually.holds(
          () ->
              assertThat(load.acknowledged().size())
                  .isGreaterThanOrEqualTo(PumpLoad.READINGS_FOR_EACH_RULE));
    }
    enough.set(true);
    planner.join(60_000);
    for (StubbornGateway gateway : gateways) {
      gateway.awaitEnd(120_000);
    }
    awaitAllCompleted(cmms, crew);
    crew.close();
    service.stop();

    System.out.printf(
        "LivePlanChangeIT: %d kills, seed %d, %d plan files in the log, %d changes answered, %d"
            + " without an answer%n",
        KILLS, SEED, sql.number("select count(*) from plan_set"), answered.get(), unanswered.get());
    assertReadings(loads);
    assertStateAndOrders(cmms);
  }

  /** One file after the other, as fast as they are taken, also while it is down. */
  private void changePlans(ApiCalls api) {
    for (int i = 1; !enough.get(); i++) {
      try {
        TimeUnit.MILLISECONDS.sleep(100);
        ApiCalls.Reply reply = api.putPlans(FILES.get(i % FILES.size()), "planner");
        if (reply.status() == 200) {
          answered.addAndGet(reply.json().path("changed").asBoolean() ? 1 : 0);
        } else {
          assertThat(reply.status()).as(reply.text()).isGreaterThanOrEqualTo(500);
        }
      } catch (IOException e) {
        unanswered.incrementAndGet();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void awaitTrafficAndChanges(List<PumpLoad> loads) {
    int readings = acknowledged(loads).size();
    int changes = answered.get();
    Eventually.holds(
        () -> {
          assertThat(acknowledged(loads).size()).isGreaterThan(readings);
          assertThat(answered.get()).isGreaterThan(changes);
        });
  }

  private static List<String> acknowledged(List<PumpLoad> loads) {
    List<String> acknowledged = new ArrayList<>();
    loads.forEach(load -> acknowledged.addAll(load.acknowledged()));
    return acknowledged;
  }

  private void awaitAllCompleted(RecordingTarget cmms, Crew crew) {
    Eventually.holds(
        () -> {
          assertThat(
                  sql.rows(
                      "select number, delivery, status, last_error from work_order"
                          + " where delivery <> 'delivered' or status <> 'completed'"))
              .isEmpty();
          assertThat(crew.answers().keySet()).isEqualTo(new TreeSet<>(cmms.created().keySet()));
        });
  }

  private void assertReadings(List<PumpLoad> loads) throws Exception {
    List<String> acknowledged = acknowledged(loads);
    List<String> stored =
        sql.rows(
            "select a.tag, m.name, (extract(epoch from r.time) * 1000)::bigint, r.value"
                + " from reading r join meter m on m.id = r.meter_id"
                + " join asset a on a.id = m.asset_id");
    assertThat(stored.size()).isEqualTo(acknowledged.size()).isPositive();
    assertThat(new TreeSet<>(stored)).isEqualTo(new TreeSet<>(acknowledged));
    assertThat(sql.number("select count(*) from quarantine")).isZero();
  }

  private void assertStateAndOrders(RecordingTarget cmms) throws Exception {
    IndependentFold fold = IndependentFold.of(database);
    assertThat(fold.checkpoints()).isEqualTo(fold.states());
    System.out.printf("LivePlanChangeIT: %d orders%n", fold.episodes().size());
    assertThat(fold.episodes()).doesNotHaveDuplicates().hasSizeGreaterThan(4 * GATEWAYS);
    assertThat(sql.rows("select episode_key from work_order"))
        .containsExactlyInAnyOrderElementsOf(fold.episodes());
    assertThat(cmms.episodes()).containsOnlyKeys(fold.episodes());
    assertThat(cmms.episodes())
        .allSatisfy((episode, times) -> assertThat(times).as(episode).isEqualTo(1));
    // What was answered is in the log; what was not answered may be there or not.
    assertThat(sql.number("select count(*) from plan_set where not at_start"))
        .isGreaterThanOrEqualTo(KILLS)
        .isLessThanOrEqualTo(answered.get() + unanswered.get());
    assertThat(
            sql.rows(
                "select seq from (select seq from reading union all select seq from asset_event"
                    + " union all select seq from plan_set) log group by seq having count(*) > 1"))
        .isEmpty();
  }
}
