package io.millwright.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.testing.Crew;
import io.millwright.ingest.testing.Eventually;
import io.millwright.ingest.testing.IndependentFold;
import io.millwright.ingest.testing.PumpLoad;
import io.millwright.ingest.testing.RecordingTarget;
import io.millwright.ingest.testing.ServiceProcess;
import io.millwright.ingest.testing.Sql;
import io.millwright.ingest.testing.StubbornGateway;
import io.millwright.ingest.testing.TestDatabase;
import io.millwright.ingest.testing.VerifyRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Invariants 1 to 3 under kill -9: whatever was acknowledged is stored once, the state is the fold
 * of what is stored, and each order exists once. {@code -Dmillwright.kills=100} makes it a soak.
 */
class KillIT {
  private static final int KILLS = Integer.getInteger("millwright.kills", 6);
  private static final long SEED = Long.getLong("millwright.seed", 42);
  private static final int GATEWAYS = 3;

  private final TestDatabase database = TestDatabase.fresh();
  private final Sql sql = new Sql(database);
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
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
  void killsAtAnyMomentLoseNothingAndDoNothingTwice(@TempDir Path folder) throws Exception {
    RecordingTarget cmms = opened(new RecordingTarget());
    Path plans = Files.writeString(folder.resolve("plans.yaml"), PumpLoad.PLANS);
    Path registry = Files.writeString(folder.resolve("registry.yaml"), PumpLoad.registry(GATEWAYS));
    Path log = folder.resolve("service.log");
    ServiceProcess service =
        opened(
            new ServiceProcess(
                database.address(), log, "--plans", plans.toString(), "--cmms", cmms.url()));
    service.start("--registry", registry.toString());
    // It listens before the import is done.
    Eventually.holds(
        () -> assertThat(sql.number("select count(*) from gateway")).isEqualTo(GATEWAYS));

    AtomicBoolean enough = new AtomicBoolean();
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

    List<Duration> starts = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(SEED);
    for (int kill = 0; kill < KILLS; kill++) {
      if (kill % 3 > 0) {
        awaitTraffic(loads);
        redefine(service, kill);
      }
      // Every fifth lives long enough to write checkpoints.
      int life = kill % 5 == 2 ? 5_200 + random.nextInt(1_000) : random.nextInt(1_500);
      TimeUnit.MILLISECONDS.sleep(life);
      service.kill();
      starts.add(service.start());
    }
    loads.forEach(KillIT::awaitEachRuleOnce);
    enough.set(true);
    for (StubbornGateway gateway : gateways) {
      gateway.awaitEnd(120_000);
    }
    awaitAllCompleted(cmms, crew);
    crew.close();
    service.stop();

    System.out.printf("KillIT: %d kills, seed %d, starts to ready %s%n", KILLS, SEED, starts);
    Files.readAllLines(log).stream()
        .filter(line -> line.contains("Recovered "))
        .forEach(line -> System.out.println("KillIT: " + line.substring(line.indexOf("Rec"))));
    assertReadings(loads);
    assertStateAndOrders(cmms, crew);
  }

  /** In the midst of its life: its log is to be folded as what it was at each place. */
  private static void redefine(ServiceProcess service, int kill) throws Exception {
    service
        .api()
        .register(
            "assets: [{tag: P-0-B, class: %s, zone: %s, ownership: owned}]"
                .formatted(kill % 2 == 0 ? "press" : "pump", kill % 3 == 1 ? "Asia/Tokyo" : "UTC"));
  }

  /** Otherwise a short life is over before the gateways are back. */
  private static void awaitTraffic(List<PumpLoad> loads) {
    int before = loads.stream().mapToInt(load -> load.acknowledged().size()).sum();
    Eventually.holds(
        () ->
            assertThat(loads.stream().mapToInt(load -> load.acknowledged().size()).sum())
                .isGreaterThan(before));
  }

  /** On a slow machine the lives may have been too short for that. */
  private static void awaitEachRuleOnce(PumpLoad load) {
    Eventually.holds(
        () ->
            assertThat(load.acknowledged().size())
                .isGreaterThanOrEqualTo(PumpLoad.READINGS_FOR_EACH_RULE));
  }

  /** Each order delivered and completed, none under way: a completion may raise the next one. */
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
    List<String> acknowledged = new ArrayList<>();
    loads.forEach(load -> acknowledged.addAll(load.acknowledged()));
    List<String> stored =
        sql.rows(
            "select a.tag, m.name, (extract(epoch from r.time) * 1000)::bigint, r.value"
                + " from reading r join meter m on m.id = r.meter_id"
                + " join asset a on a.id = m.asset_id");
    System.out.printf(
        "KillIT: %,d readings acknowledged, %,d stored%n", acknowledged.size(), stored.size());
    // Everything was acknowledged in the end, so both directions hold.
    assertThat(stored.size()).isEqualTo(acknowledged.size()).isPositive();
    assertThat(new TreeSet<>(stored)).isEqualTo(new TreeSet<>(acknowledged));
    assertThat(sql.number("select count(*) from quarantine")).isZero();
  }

  private void assertStateAndOrders(RecordingTarget cmms, Crew crew) throws Exception {
    IndependentFold fold = IndependentFold.of(database);
    assertThat(fold.checkpoints()).isEqualTo(fold.states());
    assertThat(VerifyRun.differences(database)).isEmpty();
    assertThat(sql.number("select count(*) from definition_change where seq is null")).isZero();
    assertThat(sql.number("select count(*) from definition_change")).isPositive();

    System.out.printf("KillIT: %d orders%n", fold.episodes().size());
    assertThat(fold.episodes()).doesNotHaveDuplicates().hasSizeGreaterThan(4 * GATEWAYS);
    assertThat(sql.rows("select episode_key from work_order"))
        .containsExactlyInAnyOrderElementsOf(fold.episodes());
    assertThat(cmms.episodes()).containsOnlyKeys(fold.episodes());
    assertThat(cmms.episodes())
        .allSatisfy((episode, times) -> assertThat(times).as(episode).isEqualTo(1));
    assertThat(crew.answers().values()).allSatisfy(answer -> assertThat(answer).startsWith("200"));
    assertThat(
            sql.rows(
                "select asset_id, rule from episode where closed_at is null"
                    + " group by asset_id, rule having count(*) > 1"))
        .isEmpty();
  }
}
