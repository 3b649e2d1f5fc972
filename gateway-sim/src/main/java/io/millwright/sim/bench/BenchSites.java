package io.millwright.sim.bench;

import io.millwright.sim.load.LoadFleet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The sites of a run, one for each way in that a phase needs. */
final class BenchSites implements AutoCloseable {
  private final BenchOptions options;
  private final Path recording;
  private final LoadFleet fleet;
  private final LoadFleet probes;
  private final PrintWriter err;
  private final Map<Phase.Path, BenchSite> sites = new EnumMap<>(Phase.Path.class);

  /**
   * None yet.
   *
   * @param options which phases are run
   * @param recording where the service behind its own endpoint is recorded, when it is
   * @param fleet publishes at each site
   * @param probes publishes, too, at the service behind its own endpoint
   * @param err is told what is started
   */
  BenchSites(
      BenchOptions options, Path recording, LoadFleet fleet, LoadFleet probes, PrintWriter err) {
    this.options = options;
    this.recording = recording;
    this.fleet = fleet;
    this.probes = probes;
    this.err = err;
  }

  /**
   * Starts them.
   *
   * @param setup what they have in common
   * @param orders where the service behind its own endpoint delivers
   */
  void start(BenchSite.Setup setup, String orders)
      throws IOException, InterruptedException, SQLException {
    for (Phase phase : Phase.values()) {
      Phase.Path path = pathOf(phase);
      if (!options.runs(phase) || sites.containsKey(path)) {
        continue;
      }
      if (path.isBroker() && !Mosquitto.isInstalled()) {
        err.println("No /usr/sbin/mosquitto: without broker mode (apt-get install mosquitto)");
        continue;
      }
      err.printf("Starting %s ...%n", path);
      err.flush();
      sites.put(path, path.isPeer() ? peer(setup, path) : service(setup, path, orders));
    }
  }

  private BenchSite service(BenchSite.Setup setup, Phase.Path path, String orders)
      throws IOException, InterruptedException, SQLException {
    boolean own = path == Phase.Path.OWN;
    ServiceSite site =
        new ServiceSite(
            setup,
            nameOf(path),
            path,
            fleet,
            own && options.profile() ? recorded() : List.of(),
            own ? List.of("--cmms=" + orders) : List.of());
    if (own) {
      site.register(probes);
    }
    if (options.stagger()) {
      site.stagger();
    }
    return site;
  }

  private List<String> recorded() {
    return List.of(
        "-XX:StartFlightRecording=settings=profile,maxsize=1g,filename=" + recording,
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:+DebugNonSafepoints");
  }

  private BenchSite peer(BenchSite.Setup setup, Phase.Path path)
      throws IOException, InterruptedException, SQLException {
    CamelSettings settings = Objects.requireNonNull(options.peer());
    return new PeerSite(setup, nameOf(path), path, fleet, settings);
  }

  private static String nameOf(Phase.Path path) {
    return path.name().toLowerCase(Locale.ROOT);
  }

  /** Rows are copied past a service into the table it writes to. */
  private static Phase.Path pathOf(Phase phase) {
    return phase == Phase.COPY ? Phase.Path.OWN : phase.path();
  }

  Path recording() {
    return recording;
  }

  /** Whether a phase is asked for and can be run here. */
  boolean runs(Phase phase) {
    return options.runs(phase) && sites.containsKey(pathOf(phase));
  }

  BenchSite of(Phase phase) {
    BenchSite site = sites.get(pathOf(phase));
    if (site == null) {
      throw new IllegalStateException("No site for " + phase);
    }
    return site;
  }

  /**
   * Counts the rows of all.
   *
   * @throws BenchFailure when one does not have what was acknowledged
   */
  void verify() throws IOException, InterruptedException, SQLException, BenchFailure {
    for (BenchSite site : sites.values()) {
      site.verify(true);
    }
  }

  @Override
  public void close() {
    sites.values().forEach(BenchSite::close);
  }
}
