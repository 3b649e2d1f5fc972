package io.millwright.sim.bench;

import io.millwright.ingest.database.Databases;
import io.millwright.ingest.database.RunningDatabase;
import io.millwright.sim.load.LoadFleet;
import io.millwright.sim.load.LoadPlan;
import io.millwright.sim.load.LoadReport;
import io.millwright.sim.wire.WireClient;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * The rounds: each phase once in each, so that a slow minute of the machine slows all alike. One
 * more round comes first and does not count: compiling costs more than all else in a service's
 * first seconds.
 */
public final class IngestBench {
  private static final int READINGS_IN_FLIGHT = 40_000;
  private static final int LARGEST_WINDOW = 1_024;
  private static final int PROBES_A_SECOND = 20;
  private static final int ORDER_SECONDS = 30;

  private final BenchOptions options;
  private final Path folder;
  private final PrintWriter err;
  private final Map<Phase, List<Measured>> rounds = new EnumMap<>(Phase.class);
  private final Map<Phase.Path, BenchSite> sites = new EnumMap<>(Phase.Path.class);
  private final List<Instant> windows = new ArrayList<>();
  private final LoadFleet fleet;
  private final LoadFleet probes;
  private final OrderProbe probe;

  /**
   * A benchmark.
   *
   * @param options how
   * @param folder for logs and recordings
   * @param err takes a line a second
   */
  public IngestBench(BenchOptions options, Path folder, PrintWriter err) {
    this.options = options;
    this.folder = folder;
    this.err = err;
    this.fleet = new LoadFleet("bench", options.gateways(), options.meters());
    long seconds = options.warmUp().plus(options.duration()).toSeconds() + 1;
    int orders = (int) (seconds * PROBES_A_SECOND * (options.rounds() + 1));
    this.probes = new LoadFleet("probe", 1, 20 * orders);
    this.probe = new OrderProbe(probes);
  }

  /**
   * Runs all rounds.
   *
   * @param out takes the tables
   * @throws BenchFailure when a reading that was acknowledged is not stored
   * @throws IOException when something does not start
   * @throws SQLException when the database fails
   * @throws InterruptedException when interrupted
   * @throws ExecutionException when a port cannot be opened
   */
  public void run(PrintWriter out)
      throws BenchFailure, IOException, SQLException, InterruptedException, ExecutionException {
    RunningDatabase server = Databases.fromEnvironment(options.db(), System.getenv()).open("bench");
    try (OrderTarget target = new OrderTarget(probe::arrived)) {
      try {
        start(new BenchSite.Setup(server, folder, options.heapMebibytes(), err), target);
        if (!options.warmUp().isZero()) {
          round("Warming up");
          rounds.clear();
          windows.clear();
        }
        for (int round = 1; round <= options.rounds(); round++) {
          round("Round " + round + " of " + options.rounds());
        }
        for (BenchSite site : sites.values()) {
          site.verify(true);
        }
      } finally {
        sites.values().forEach(BenchSite::close);
      }
      Map<Phase, Measured> medians = new EnumMap<>(Phase.class);
      rounds.forEach((phase, list) -> medians.put(phase, Measured.medians(list)));
      new IngestReport(options, medians).print(out);
      if (options.profile()) {
        HotMethods.print(recording(), windows, out);
      }
    } finally {
      if (server.startedHere()) {
        server.stop();
      }
    }
  }

  private void round(String name)
      throws BenchFailure, IOException, SQLException, InterruptedException, ExecutionException {
    for (Phase phase : Phase.values()) {
      if (sites.containsKey(siteOf(phase)) && options.runs(phase)) {
        err.printf("%s: %s%n", name, phase.title().strip());
        err.flush();
        rounds.computeIfAbsent(phase, p -> new ArrayList<>()).add(measure(phase));
      }
    }
  }

  private Path recording() {
    return folder.resolve("own.jfr");
  }

  private void start(BenchSite.Setup setup, OrderTarget target)
      throws IOException, InterruptedException, SQLException {
    List<String> jfr =
        options.profile()
            ? List.of(
                "-XX:StartFlightRecording=settings=profile,maxsize=1g,filename=" + recording(),
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+DebugNonSafepoints")
            : List.of();
    for (Phase phase : Phase.values()) {
      Phase.Path path = siteOf(phase);
      if (!options.runs(phase) || sites.containsKey(path)) {
        continue;
      }
      if (path.isBroker() && !Mosquitto.isInstalled()) {
        err.println("No /usr/sbin/mosquitto: without broker mode (apt-get install mosquitto)");
        continue;
      }
      err.printf("Starting a service (%s) ...%n", path);
      err.flush();
      boolean own = path == Phase.Path.OWN;
      BenchSite site =
          new BenchSite(
              setup,
              path.name().toLowerCase(Locale.ROOT),
              path,
              fleet,
              own ? jfr : List.of(),
              own ? List.of("--cmms=" + target.url()) : List.of());
      sites.put(path, site);
      if (own) {
        site.register(probes);
      }
    }
  }

  /** Rows are copied past a service into the table it writes to. */
  private static Phase.Path siteOf(Phase phase) {
    return phase == Phase.COPY ? Phase.Path.OWN : phase.path();
  }

  private BenchSite site(Phase phase) {
    BenchSite site = sites.get(siteOf(phase));
    if (site == null) {
      throw new IllegalStateException("No site for " + phase);
    }
    return site;
  }

  private Measured measure(Phase phase)
      throws BenchFailure, IOException, SQLException, InterruptedException, ExecutionException {
    return switch (phase) {
      case COPY -> copy(site(phase));
      case HALF -> half(site(phase));
      default -> flatOut(phase, site(phase));
    };
  }

  private Measured copy(BenchSite site) throws SQLException, IOException {
    CopyLimit limit = new CopyLimit(site.database());
    limit.rowsPerSecond(options.warmUp());
    long before = limit.total();
    double cpu = spent(site);
    double rows = limit.rowsPerSecond(options.duration());
    site.copied(limit.total());
    Measured measured = new Measured().with(Measured.READINGS, rows);
    return site.postmasterPid() == 0
        ? measured
        : measured.with(Measured.POSTGRES, (spent(site) - cpu) * 1e6 / (limit.total() - before));
  }

  private static double spent(BenchSite site) throws IOException {
    return site.postmasterPid() == 0 ? 0 : ProcessCpu.secondsWithChildren(site.postmasterPid());
  }

  private Measured flatOut(Phase phase, BenchSite site)
      throws BenchFailure, IOException, SQLException, InterruptedException {
    Cost cost = site.watch(() -> windows.add(Instant.now()));
    LoadReport report = site.load(plan(phase.readings(), 0), cost);
    windows.add(Instant.now());
    site.verify(false);
    return measured(report, cost, phase);
  }

  private Measured measured(LoadReport report, Cost cost, Phase phase) throws IOException {
    boolean own = !phase.path().isBroker();
    // A broker acknowledges what the service has not seen yet.
    double readings = own ? report.readingsPerSecond() : cost.storedPerSecond();
    Measured measured =
        new Measured()
            .with(Measured.READINGS, readings)
            .with(Measured.MESSAGES, readings / phase.readings())
            .with(Measured.P50, report.millis(50))
            .with(Measured.P99, report.millis(99));
    cost.addTo(measured);
    if (options.profile()) {
      err.println(phase.title());
      cost.printThreads(err);
    }
    return measured;
  }

  private Measured half(BenchSite site)
      throws BenchFailure, IOException, SQLException, InterruptedException, ExecutionException {
    List<Measured> full = rounds.get(Phase.OWN_50);
    if (full == null) {
      throw new IllegalArgumentException("The phase 'half' needs 'own-50' before it");
    }
    double rate = full.get(full.size() - 1).get(Measured.MESSAGES) / 2;
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try {
      WireClient client =
          WireClient.connect(loops, site.options(probes.gateway(0)), probe)
              .toCompletableFuture()
              .get();
      int before = probe.acknowledged();
      Thread publishing = probe.start(client);
      Cost cost = site.watch(probe::takeLatencies);
      LoadReport report = site.load(plan(Phase.HALF.readings(), rate), cost);
      probe.end();
      publishing.join();
      awaitOrders();
      client.close().toCompletableFuture().get();
      site.expect(probe.acknowledged() - before);
      site.verify(false);
      Histogram orders = probe.takeLatencies();
      return measured(report, cost, Phase.HALF)
          .with(Measured.ORDER_P50, orders.getValueAtPercentile(50) / 1e6)
          .with(Measured.ORDER_P99, orders.getValueAtPercentile(99) / 1e6);
    } finally {
      loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).await();
    }
  }

  private void awaitOrders() throws InterruptedException, BenchFailure {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ORDER_SECONDS);
    while (probe.missing() > 0 && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    if (probe.missing() > 0) {
      throw new BenchFailure(probe.missing() + " work orders did not come");
    }
  }

  private LoadPlan plan(int readings, double rate) {
    Duration warmUp = options.warmUp();
    return new LoadPlan(
        options.gateways(),
        options.meters(),
        readings,
        1,
        rate,
        window(options.gateways(), readings),
        warmUp,
        options.duration());
  }

  /** Enough in flight for full batches, and not so much that the service stops reading. */
  static int window(int gateways, int readings) {
    return Math.max(1, Math.min(LARGEST_WINDOW, READINGS_IN_FLIGHT / gateways / readings));
  }
}
