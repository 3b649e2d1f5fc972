package io.millwright.sim.bench;

import io.millwright.ingest.database.RunningDatabase;
import io.millwright.sim.load.JsonMaker;
import io.millwright.sim.load.LoadFleet;
import io.millwright.sim.load.LoadPlan;
import io.millwright.sim.load.LoadReport;
import io.millwright.sim.load.LoadRun;
import io.millwright.sim.load.LoadWatch;
import io.millwright.sim.wire.WireOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One consumer with a database of its own, a fleet, and a broker in front of it or not. Counts what
 * it was given, and proves that it has it.
 */
abstract class BenchSite implements AutoCloseable {
  private static final Duration ACK_PATIENCE = Duration.ofSeconds(60);
  private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(20);

  /** A peer is asked by counting its table. */
  private static final long LOOK_MILLIS = 250;

  private final BenchDatabase database;
  private final @Nullable Mosquitto broker;
  private final long postmaster;
  private final LoadFleet fleet;
  private final PrintWriter err;
  private long expected;
  private long copied;

  /** What sites have in common. */
  record Setup(RunningDatabase server, Path folder, int heapMebibytes, PrintWriter err) {}

  /**
   * Starts all but the consumer.
   *
   * @param setup what sites have in common
   * @param name of the site: of its files and of its database
   * @param path whether a broker is in front, and how many messages in flight it is set to
   * @param fleet publishes
   */
  BenchSite(Setup setup, String name, Phase.Path path, LoadFleet fleet)
      throws IOException, InterruptedException, SQLException {
    this.err = setup.err;
    this.fleet = fleet;
    long pid = ProcessHandle.current().pid();
    database = new BenchDatabase(setup.server, "millwright_bench_" + pid + "_" + name);
    broker = path.isBroker() ? new Mosquitto(setup.folder, path.inFlight()) : null;
    postmaster = postmaster();
  }

  private long postmaster() throws SQLException {
    try {
      return database.postmaster();
    } catch (IOException elsewhere) {
      err.println(elsewhere.getMessage());
      return 0;
    }
  }

  /** What stores. */
  abstract BenchConsumer consumer();

  /** Ends the consumer as {@code kill -9} does and starts another on the same database. */
  abstract void killAndRestart() throws IOException, InterruptedException, SQLException;

  /** What is known of readings that are missing. */
  abstract String doubt() throws IOException, InterruptedException, SQLException;

  BenchDatabase database() {
    return database;
  }

  LoadFleet fleet() {
    return fleet;
  }

  @Nullable Mosquitto broker() {
    return broker;
  }

  /** PostgreSQL's process, or 0. */
  long postmasterPid() {
    return postmaster;
  }

  /** How a gateway of the site connects. */
  WireOptions options(String gateway) {
    if (broker == null) {
      throw new IllegalStateException("There is no broker");
    }
    return new WireOptions("127.0.0.1", broker.port(), gateway, null, null, true, 60, null);
  }

  /** The consumer was given more than {@link #load} has. */
  void expect(long readings) {
    expected += readings;
  }

  /** Rows reached the table past the consumer. */
  void copied(long rows) {
    expected += rows;
    copied += rows;
  }

  /** Watches a run of {@link #load}. */
  Cost watch(Runnable atStart) {
    return new Cost(consumer(), postmaster, broker, err, atStart);
  }

  /**
   * Runs a load.
   *
   * @throws BenchFailure when a message is refused or not answered
   */
  LoadReport load(LoadPlan plan, LoadWatch watch)
      throws IOException, InterruptedException, BenchFailure {
    LoadReport report =
        new LoadRun(plan, ACK_PATIENCE, watch)
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
    long stored = consumer().stored() + copied;
    long progress = System.nanoTime();
    while (stored < expected && System.nanoTime() - progress < STALL_NANOS) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      long now = consumer().stored() + copied;
      if (now > stored) {
        stored = now;
        progress = System.nanoTime();
      }
    }
    if (count) {
      stored = rows();
    }
    if (stored != expected) {
      throw new BenchFailure(
          String.format(
              "%,d readings were acknowledged, but %,d are stored; %s", expected, stored, doubt()));
    }
  }

  /** Counts the table. */
  long rows() throws SQLException {
    return database.number("select count(*) from reading");
  }

  @Override
  public void close() {
    consumer().close();
    if (broker != null) {
      broker.close();
    }
    database.close();
  }
}
