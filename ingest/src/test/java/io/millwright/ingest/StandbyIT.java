package io.millwright.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.testing.ApiCalls.Reply;
import io.millwright.ingest.testing.Eventually;
import io.millwright.ingest.testing.IndependentFold;
import io.millwright.ingest.testing.PumpLoad;
import io.millwright.ingest.testing.RecordingTarget;
import io.millwright.ingest.testing.ServiceProcess;
import io.millwright.ingest.testing.Sql;
import io.millwright.ingest.testing.StubbornGateway;
import io.millwright.ingest.testing.TcpProxy;
import io.millwright.ingest.testing.TestDatabase;
import io.millwright.ingest.testing.VerifyRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes on one database, under load all the time: whatever becomes of the active one, the
 * other takes over, and all of it together has lost nothing and done nothing twice.
 */
class StandbyIT {
  /** One keeps both shards at work; more would only slow the starts of the processes. */
  private static final int GATEWAYS = 1;

  private static final int REPLACED = 3;

  private final TestDatabase database = TestDatabase.fresh();
  private final Sql sql = new Sql(database);
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<PumpLoad> loads = new ArrayList<>();

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
  void theStandbyTakesOverFromOneThatIsCutOffHangsIsKilledOrStops(@TempDir Path folder)
      throws Exception {
    RecordingTarget cmms = opened(new RecordingTarget());
    TcpProxy proxy = opened(new TcpProxy(database.address()));
    Path plans = Files.writeString(folder.resolve("plans.yaml"), PumpLoad.PLANS);
    Path registry = Files.writeString(folder.resolve("registry.yaml"), PumpLoad.registry(GATEWAYS));
    String[] arguments = {"--plans", plans.toString(), "--cmms", cmms.url()};
    ServiceProcess one =
        opened(new ServiceProcess(proxy.address(), folder.resolve("one.log"), arguments));
    ServiceProcess two =
        opened(new ServiceProcess(database.address(), folder.resolve("two.log"), arguments));
    one.start("--registry", registry.toString());
    Eventually.holds(
        () -> assertThat(sql.number("select count(*) from gateway")).isEqualTo(GATEWAYS));
    AtomicBoolean enough = new AtomicBoolean();
    List<StubbornGateway> gateways = gateways(one, two, enough);

    two.startStandby();
    assertStandsBy(one, two);
    awaitTraffic();

    // The network between the active one and the database swallows everything.
    proxy.hold();
    takesOver("cut off half-open", two);
    assertThat(one.awaitExit()).isEqualTo(REPLACED);
    proxy.restore();
    awaitTraffic();

    one.startStandby();
    two.signal("STOP");
    takesOver("hangs (SIGSTOP)", one);
    // Its gateways still hold to it: what they sent it meanwhile, it must not take any more.
    two.signal("CONT");
    assertThat(two.awaitExit()).isEqualTo(REPLACED);
    awaitTraffic();

    two.startStandby();
    awaitTraffic();
    one.kill();
    takesOver("kill -9", two);
    awaitTraffic();

    one.startStandby();
    long begin = System.nanoTime();
    two.stop();
    System.out.printf(
        "StandbyIT: clean stop: taken over %s after SIGTERM%n", one.awaitReady(begin));
    awaitTraffic();

    enough.set(true);
    for (StubbornGateway gateway : gateways) {
      gateway.awaitEnd(120_000);
    }
    assertNothingLostOrTwice(one, cmms);
    assertThat(Files.readString(folder.resolve("one.log"))).contains("ends, for ");
  }

  private List<StubbornGateway> gateways(
      ServiceProcess one, ServiceProcess two, AtomicBoolean enough) {
    List<StubbornGateway> gateways = new ArrayList<>();
    for (int i = 0; i < GATEWAYS; i++) {
      PumpLoad load = new PumpLoad(i);
      loads.add(load);
      gateways.add(
          opened(
              new StubbornGateway(
                  () -> one.isListening() ? one.mqttPort() : two.mqttPort(),
                  load.gateway(),
                  load::message,
                  enough::get)));
    }
    return gateways;
  }

  private static void assertStandsBy(ServiceProcess active, ServiceProcess standby)
      throws Exception {
    assertThat(standby.api().get("/healthz").status()).isEqualTo(200);
    Reply ready = standby.api().get("/readyz");
    assertThat(ready.json().get("checks").get("active").asString())
        .matches("standby: \\d+@.* works since .*Z");
    assertThat(standby.api().get("/v1/work-orders").status()).isEqualTo(503);
    assertThat(standby.isListening()).isFalse();
    assertThat(standby.api().metric("millwright_active")).isZero();
    assertThat(active.api().metric("millwright_active")).isEqualTo(1);
    // From then on it knows that it ends when it is cut off, and does not wait for the database.
    Eventually.holds(() -> assertThat(active.api().metric("millwright_standby_seen")).isEqualTo(1));
  }

  private static void takesOver(String how, ServiceProcess standby) throws Exception {
    System.out.printf(
        "StandbyIT: %s: taken over after %s%n", how, standby.awaitReady(System.nanoTime()));
  }

  /** Acknowledged by whoever works now. */
  private void awaitTraffic() {
    int before = acknowledged();
    Eventually.holds(() -> assertThat(acknowledged()).isGreaterThan(before));
  }

  private int acknowledged() {
    return loads.stream().mapToInt(load -> load.acknowledged().size()).sum();
  }

  private void assertNothingLostOrTwice(ServiceProcess active, RecordingTarget cmms)
      throws Exception {
    Eventually.holds(
        () ->
            assertThat(sql.rows("select number from work_order where delivery <> 'delivered'"))
                .isEmpty());
    active.stop();
    List<String> acknowledged = new ArrayList<>();
    loads.forEach(load -> acknowledged.addAll(load.acknowledged()));
    List<String> stored =
        sql.rows(
            "select a.tag, m.name, (extract(epoch from r.time) * 1000)::bigint, r.value"
                + " from reading r join meter m on m.id = r.meter_id"
                + " join asset a on a.id = m.asset_id");
    System.out.printf(
        "StandbyIT: %,d readings acknowledged, %,d stored%n", acknowledged.size(), stored.size());
    assertThat(stored.size()).isEqualTo(acknowledged.size()).isPositive();
    assertThat(new TreeSet<>(stored)).isEqualTo(new TreeSet<>(acknowledged));
    assertThat(VerifyRun.differences(database)).isEmpty();
    IndependentFold fold = IndependentFold.of(database);
    assertThat(fold.checkpoints()).isEqualTo(fold.states());
    assertThat(fold.episodes()).doesNotHaveDuplicates().hasSizeGreaterThan(GATEWAYS);
    assertThat(sql.rows("select episode_key from work_order"))
        .containsExactlyInAnyOrderElementsOf(fold.episodes());
    assertThat(cmms.episodes()).containsOnlyKeys(fold.episodes());
    assertThat(cmms.episodes())
        .allSatisfy((episode, times) -> assertThat(times).as(episode).isEqualTo(1));
  }
}
