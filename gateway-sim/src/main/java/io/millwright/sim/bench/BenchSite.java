package io.millwright.sim.bench;

import io.millwright.ingest.database.RunningDatabase;
import io.millwright.sim.contract.SimPassword;
import io.millwright.sim.load.JsonMaker;
import io.millwright.sim.load.LoadFleet;
import io.millwright.sim.load.LoadPlan;
import io.millwright.sim.load.LoadRegistration;
import io.millwright.sim.load.LoadReport;
import io.millwright.sim.load.LoadRun;
import io.millwright.sim.wire.WireOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One service with a database of its own, a registered fleet, and a broker in front of it or not.
 * Counts what it was given, and proves that it has it.
 */
final class BenchSite implements AutoCloseable {
  private static final Duration ACK_PATIENCE = Duration.ofSeconds(60);
  private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final BenchDatabase database;
  private final @Nullable Mosquitto broker;
  private final BenchService service;
  private final long postmaster;
  private final LoadFleet fleet;
  private final String password = SimPassword.of(0, "bench");
  private final PrintWriter err;
  private final double registrationSeconds;
  private long expected;
  private long copied;

  /** What sites have in common. */
  record Setup(RunningDatabase server, Path folder, int heapMebibytes, PrintWriter err) {}

  /**
   * Starts everything.
   *
   * @param setup what sites have in common
   * @param name of the site: of its files and of its database
   * @param mosquitto whether a broker is in front, and how many messages in flight it is set to
   * @param fleet is registered
   * @param jvm further options of the service's JVM
   * @param serve further arguments of the service
   */
  BenchSite(
      Setup setup,
      String name,
      Phase.Path mosquitto,
      LoadFleet fleet,
      List<String> jvm,
      List<String> serve)
      throws IOException, InterruptedException, SQLException {
    this.err = setup.err;
    this.fleet = fleet;
    long pid = ProcessHandle.current().pid();
    database = new BenchDatabase(setup.server, "millwright_bench_" + pid + "_" + name);
    broker = mosquitto.isBroker() ? new Mosquitto(setup.folder, mosquitto.inFlight()) : null;
    Path plans = Files.writeString(setup.folder.resolve(name + "-plans.yaml"), BenchPlans.YAML);
    List<String> options = new ArrayList<>(jvm);
    options.add("-Xmx" + setup.heapMebibytes + "m");
    List<String> arguments = new ArrayList<>(serve);
    arguments.add("--plans=" + plans);
    if (broker != null) {
      arguments.add("--broker=tcp://127.0.0.1:" + broker.port());
    }
    service =
        new BenchService(
            database.address(), setup.folder.resolve(name + ".log"), options, arguments);
    postmaster = postmaster();
    long begin = System.nanoTime();
    register(fleet);
    registrationSeconds = (System.nanoTime() - begin) / 1e9;
  }

  private long postmaster() throws SQLException {
    try {
      return database.postmaster();
    } catch (IOException elsewhere) {
      err.println(elsewhere.getMessage());
      return 0;
    }
  }

  BenchDatabase database() {
    return database;
  }

  /** PostgreSQL's process, or 0. */
  long postmasterPid() {
    return postmaster;
  }

  /** How long it took to register the fleet. */
  double registrationSeconds() {
    return registrationSeconds;
  }

  void register(LoadFleet other) throws IOException, InterruptedException {
    new LoadRegistration(service.api(), null).register(other, password);
  }

  /** How a gateway of the site connects. */
  WireOptions options(String gateway) {
    return broker == null
        ? WireOptions.gateway("127.0.0.1", service.mqttPort(), gateway, password)
        : new WireOptions("127.0.0.1", broker.port(), gateway, null, null, true, 60, null);
  }

  /** The service was given more than {@link #load} has. */
  void expect(long readings) {
    expected += readings;
  }

  /** Rows reached the table past the service. */
  void copied(long rows) {
    expected += rows;
    copied += rows;
  }

  /** Watches a run of {@link #load}. */
  Cost watch(Runnable atStart) {
    return new Cost(service, postmaster, broker, err, atStart);
  }

  /**
   * Runs a load and waits until the service has stored it.
   *
   * @throws BenchFailure when it has not
   */
  LoadReport load(LoadPlan plan, Cost cost) throws IOException, InterruptedException, BenchFailure {
    LoadReport report =
        new LoadRun(plan, ACK_PATIENCE, cost)
            .run(
                1,
                gateway -> options(fleet.gateway(gateway)),
                gateway -> new JsonMaker(fleet, gateway, plan.readings()));
    expected += report.acknowledgedReadings();
    if (!report.refused().isEmpty() || report.unanswered() > 0) {
      throw new BenchFailure("Messages were refused or not answered: " + report.figures());
    }
    return report;
  }

  /**
   * Waits until all that was acknowledged is in the table.
   *
   * @throws BenchFailure when it is not
   */
  void verify(boolean count) throws IOException, InterruptedException, SQLException, BenchFailure {
    long stored = service.stored() + copied;
    long progress = System.nanoTime();
    while (stored < expected && System.nanoTime() - progress < STALL_NANOS) {
      TimeUnit.MILLISECONDS.sleep(100);
      long now = service.stored() + copied;
      if (now > stored) {
        stored = now;
        progress = System.nanoTime();
      }
    }
    if (count) {
      stored = database.number("select count(*) from reading");
    }
    if (stored != expected) {
      throw new BenchFailure(
          String.format(
              "%,d readings were acknowledged, but %,d are stored; %,d came twice, %,d are in"
                  + " quarantine",
              expected,
              stored,
              Math.round(service.metric("millwright_readings_total{outcome=\"duplicate\"}")),
              database.number("select count(*) from quarantine")));
    }
  }

  @Override
  public void close() {
    service.close();
    if (broker != null) {
      broker.close();
    }
    database.close();
  }
}
