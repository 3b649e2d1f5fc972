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
  private static final int PACED_PHASES = 2;
  private static final int ORDER_SECONDS = 30;
  private static final int KILLS = 3;
  private static final Duration KILL_SPAN = Duration.ofSeconds(2);

  private final BenchOptions options;
  private final Path folder;
  private final PrintWriter err;
  private final Map<Phase, List<Measured>> rounds = new EnumMap<>(Phase.class);
  private final BenchSites sites;
  private final Map<Phase, PeerPace> paces = new EnumMap<>(Phase.class);
  private final Map<Phase, KillTrial.Outcome> kills = new EnumMap<>(Phase.class);
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
    int orders = (int) (seconds * PROBES_A_SECOND * PACED_PHASES * (options.rounds() + 1));
    this.probes = new LoadFleet("probe", 1, 20 * orders);
    this.probe = new OrderProbe(probes);
    this.sites = new BenchSites(options, folder.resolve("own.jfr"), fleet, probes, err);
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
        sites.start(
            new BenchSite.Setup(server, folder, options.heapMebibytes(), err), target.url());
        if (!options.warmUp().isZero()) {
          round("Warming up");
          rounds.clear();
          windows.clear();
        }
        for (int round = 1; round <= options.rounds(); round++) {
          round("Round " + round + " of " + options.rounds());
        }
        sites.verify();
        if (options.peer() != null) {
          kill();
        }
      } finally {
        sites.close();
      }
      Map<Phase, Measured> medians = new EnumMap<>(Phase.class);
      rounds.forEach((phase, list) -> medians.put(phase, Measured.medians(list)));
      new IngestReport(options, medians, kills).print(out);
      failIfLost();
      if (options.profile()) {
        HotMethods.print(sites.recording(), windows, out);
      }
    } finally {
      if (server.startedHere()) {
        server.stop();
      }
    }
  }

  /** Each consumer behind a broker, several times, under the load it just took. */
  private void kill() throws BenchFailure, IOException, SQLException, InterruptedException {
    for (Phase phase : rounds.keySet()) {
      if (phase.path().isBroker() && phase.readings() == 1) {
        say("Killing: " + phase.title().strip());
        double rate = last(phase).get(Measured.MESSAGES);
        for (int i = 0; i < KILLS; i++) {
          kills.merge(
              phase,
              new KillTrial(sites.of(phase), err).run(plan(1, rate, KILL_SPAN, KILL_SPAN)),
              KillTrial.Outcome::plus);
        }
      }
    }
  }

  private void failIfLost() throws BenchFailure {
    for (Map.Entry<Phase, KillTrial.Outcome> kill : kills.entrySet()) {
      if (!kill.getKey().path().isPeer() && kill.getValue().lost() != 0) {
        throw new BenchFailure("Readings are missing after a kill: " + kill);
      }
    }
  }

  private void say(String line) {
    err.println(line);
    err.flush();
  }

  private void round(String name)
      throws BenchFailure, IOException, SQLException, InterruptedException, ExecutionException {
    for (Phase phase : Phase.values()) {
      if (sites.runs(phase)) {
        say(name + ": " + phase.title().strip());
        rounds.computeIfAbsent(phase, p -> new ArrayList<>()).add(measure(phase));
      }
    }
  }

  private Measured measure(Phase phase)
      throws BenchFailure, IOException, SQLException, InterruptedException, ExecutionException {
    return switch (phase) {
      case COPY -> copy(sites.of(phase));
      case HALF -> paced(phase, sites.of(phase), last(Phase.OWN_50).get(Measured.MESSAGES) / 2);
      case HALF_COPY ->
          paced(
              phase,
              sites.of(phase),
              last(Phase.COPY).get(Measured.READINGS) / phase.readings() / 2);
      default ->
          phase.path().isPeer()
              ? peer(phase, sites.of(phase))
              : load(phase, sites.of(phase), plan(phase.readings(), 0));
    };
  }

  private Measured peer(Phase phase, BenchSite site)
      throws BenchFailure, IOException, SQLException, InterruptedException {
    PeerPace pace = paces.computeIfAbsent(phase, p -> new PeerPace());
    if (!pace.isKnown()) {
      pace.find(site, rate -> plan(phase.readings(), rate), err);
    }
    Measured measured;
    double offered;
    do {
      offered = pace.rate();
      measured = load(phase, site, plan(phase.readings(), offered));
      pace.took(measured.get(Measured.MESSAGES));
    } while (PeerPace.keepsUp(measured.get(Measured.MESSAGES), offered));
    return measured;
  }

  private Measured copy(BenchSite site) throws SQLException, IOException {
    CopyLimit limit = new CopyLimit(site.database(), fleet);
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

  private Measured load(Phase phase, BenchSite site, LoadPlan plan)
      throws BenchFailure, IOException, SQLException, InterruptedException {
    Cost cost = site.watch(() -> windows.add(Instant.now()));
    LoadReport report = site.load(plan, cost);
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

  /** So many messages a second, and beside them readings that raise work orders. */
  private Measured paced(Phase phase, BenchSite site, double rate)
      throws BenchFailure, IOException, SQLException, InterruptedException, ExecutionException {
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try {
      WireClient client =
          WireClient.connect(loops, site.options(probes.gateway(0)), probe)
              .toCompletableFuture()
              .get();
      int before = probe.acknowledged();
      Thread publishing = probe.start(client);
      Cost cost = site.watch(probe::takeLatencies);
      LoadReport report = site.load(plan(phase.readings(), rate), cost);
      probe.end();
      publishing.join();
      awaitOrders();
      client.close().toCompletableFuture().get();
      site.expect(probe.acknowledged() - before);
      site.verify(false);
      Histogram orders = probe.takeLatencies();
      return measured(report, cost, phase)
          .with(Measured.ORDER_P50, orders.getValueAtPercentile(50) / 1e6)
          .with(Measured.ORDER_P99, orders.getValueAtPercentile(99) / 1e6);
    } finally {
      loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).await();
    }
  }

  private Measured last(Phase phase) {
    List<Measured> measured = rounds.get(phase);
    if (measured == null) {
      throw new IllegalArgumentException("The phase '" + phase.key() + "' must come before");
    }
    return measured.get(measured.size() - 1);
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
    return plan(readings, rate, options.warmUp(), options.duration());
  }

  private LoadPlan plan(int readings, double rate, Duration warmUp, Duration duration) {
    return new LoadPlan(
        options.gateways(),
        options.meters(),
        readings,
        1,
        rate,
        window(options.gateways(), readings),
        warmUp,
        duration);
  }

  /** Enough in flight for full batches, and not so much that the service stops reading. */
  static int window(int gateways, int readings) {
    return Math.max(1, Math.min(LARGEST_WINDOW, READINGS_IN_FLIGHT / gateways / readings));
  }
}
