package io.millwright.sim.bench;

import io.millwright.ingest.database.Databases;
import io.millwright.ingest.database.RunningDatabase;
import io.millwright.sim.load.LoadFleet;
import io.millwright.sim.load.LoadPlan;
import io.millwright.sim.load.LoadReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a reading costs as the fleet grows: first in meters, then in connections. A new service and
 * an empty database for each.
 */
public final class IngestGrowth {
  private static final int READINGS = 50;

  private final BenchOptions options;
  private final Path folder;
  private final PrintWriter err;

  /** A fleet, what it took to set it up, and what it came to. */
  private record Step(int gateways, int meters, double registered, Measured measured) {}

  /**
   * A benchmark.
   *
   * @param options how; meters and gateways are what the other dimension is measured at
   * @param folder for logs
   * @param err takes a line a second
   */
  public IngestGrowth(BenchOptions options, Path folder, PrintWriter err) {
    this.options = options;
    this.folder = folder;
    this.err = err;
  }

  /**
   * Runs all steps.
   *
   * @param out takes the table
   * @throws BenchFailure when a reading that was acknowledged is not stored
   * @throws IOException when something does not start
   * @throws SQLException when the database fails
   * @throws InterruptedException when interrupted
   */
  public void run(PrintWriter out)
      throws BenchFailure, IOException, SQLException, InterruptedException {
    RunningDatabase server = Databases.fromEnvironment(options.db(), System.getenv()).open("bench");
    try {
      BenchSite.Setup setup = new BenchSite.Setup(server, folder, options.heapMebibytes(), err);
      List<Step> steps = new ArrayList<>();
      for (int meters : List.of(1_000, 100_000, 1_000_000)) {
        steps.add(step(setup, options.gateways(), meters));
      }
      for (int gateways : List.of(1, 100, 2_000)) {
        steps.add(step(setup, gateways, options.meters()));
      }
      print(steps, out);
    } finally {
      if (server.startedHere()) {
        server.stop();
      }
    }
  }

  private Step step(BenchSite.Setup setup, int gateways, int meters)
      throws BenchFailure, IOException, SQLException, InterruptedException {
    err.printf("%,d meters, %,d connections%n", meters, gateways);
    err.flush();
    LoadFleet fleet = new LoadFleet("bench", gateways, meters);
    String name = "g" + gateways + "_" + meters;
    try (ServiceSite site =
        new ServiceSite(setup, name, Phase.Path.OWN, fleet, List.of(), List.of())) {
      // The first run is for the compiler.
      site.load(plan(gateways, meters), site.watch(() -> {}));
      Cost cost = site.watch(() -> {});
      LoadReport report = site.load(plan(gateways, meters), cost);
      site.verify(true);
      Measured measured =
          new Measured()
              .with(Measured.READINGS, report.readingsPerSecond())
              .with(Measured.P50, report.millis(50))
              .with(Measured.P99, report.millis(99));
      cost.addTo(measured);
      return new Step(gateways, meters, site.registrationSeconds(), measured);
    }
  }

  private LoadPlan plan(int gateways, int meters) {
    Duration warmUp = options.warmUp();
    int window = IngestBench.window(gateways, READINGS);
    return new LoadPlan(gateways, meters, READINGS, 1, 0, window, warmUp, options.duration());
  }

  private void print(List<Step> steps, PrintWriter out) {
    double first = steps.get(0).measured.get(Measured.READINGS);
    out.printf(
        "Java %s, %d processors; %d readings a message, QoS 1; %d s each, after as many to warm up;"
            + " service with -Xmx%dm%n%n",
        Runtime.version().feature(),
        Runtime.getRuntime().availableProcessors(),
        READINGS,
        options.duration().toSeconds(),
        options.heapMebibytes());
    List<String> columns =
        List.of(
            Measured.READINGS,
            Measured.P50,
            Measured.P99,
            Measured.SERVICE,
            Measured.POSTGRES,
            Measured.LOAD,
            Measured.HEAP,
            Measured.RSS);
    out.printf("%10s%13s%10s%14s", "meters", "connections", "to first", "registered s");
    columns.forEach(column -> out.printf("%15s", column));
    out.println();
    for (Step step : steps) {
      out.printf(
          "%,10d%,13d%10.2f%14.1f",
          step.meters,
          step.gateways,
          step.measured.get(Measured.READINGS) / first,
          step.registered);
      columns.forEach(column -> out.printf("%15s", IngestReport.form(step.measured.get(column))));
      out.println();
    }
    out.println("Every acknowledged reading is stored, once (counted).");
    out.flush();
  }
}
