package io.millwright.sim.cli;

import io.millwright.sim.mqtt.ConnectFailure;
import io.millwright.sim.mqtt.GatewayClient;
import io.millwright.sim.mqtt.GatewayFleet;
import io.millwright.sim.mqtt.Unacknowledged;
import io.millwright.sim.orders.OrderClient;
import io.millwright.sim.replay.LeadTable;
import io.millwright.sim.replay.Mapping;
import io.millwright.sim.replay.MappingException;
import io.millwright.sim.replay.MappingFile;
import io.millwright.sim.replay.Replay;
import io.millwright.sim.replay.ReplayRegistry;
import io.millwright.sim.replay.ReplayReport;
import io.millwright.sim.time.Pacer;
import io.millwright.sim.time.Pause;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sim replay}. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Publish a data set as if its assets were reporting it now; gzip or plain, blanks or CSV.",
      "First write and import its registry (--registry-out), then publish (--url)."
    })
public final class ReplayCommand implements Callable<Integer> {
  private static final Duration SETTLE_PATIENCE = Duration.ofMinutes(2);

  @Spec private CommandSpec spec;

  @Option(names = "--file", required = true, description = "The data set.")
  private Path file;

  @Option(
      names = "--mapping",
      required = true,
      description = "Mapping file (YAML), or the name of a shipped one: cmapss.")
  private String mapping;

  @Mixin private PublishOptions publishing;

  @Option(
      names = "--rate",
      description = "Readings a second; default: as fast as acknowledgements allow.")
  private @Nullable Double rate;

  @Option(names = "--gateways", defaultValue = "4", description = "Gateways that share the assets.")
  private int gateways;

  @Option(names = "--batch", defaultValue = "50", description = "Readings a message, at most.")
  private int batch;

  @Option(names = "--seed", defaultValue = "1", description = "Of the gateways' passwords.")
  private long seed;

  @Option(
      names = "--orders",
      paramLabel = "API",
      description =
          "Millwright's API, such as http://127.0.0.1:8080: afterwards tell what it raised, and how"
              + " long before each asset's last row.")
  private @Nullable URI orders;

  /** For picocli. */
  public ReplayCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (publishing.askForNothing(err)) {
      return 2;
    }
    if (gateways < 1 || batch < 1) {
      err.println("Error: --gateways and --batch must be at least 1");
      return 2;
    }
    URI url = publishing.url;
    Path registryOut = publishing.registryOut;
    try {
      Mapping read = MappingFile.load(mapping);
      if (registryOut != null) {
        ReplayRegistry.scan(file, read, gateways, seed).write(registryOut);
        out.println(registryOut + " written (with passwords: keep it private)");
      }
      if (url != null) {
        publish(url, read, out, err);
      }
      out.flush();
      return 0;
    } catch (ConnectFailure
        | Unacknowledged
        | MappingException
        | IOException
        | IllegalArgumentException e) {
      return Failure.explain(err, e);
    }
  }

  private void publish(URI server, Mapping read, PrintWriter out, PrintWriter err)
      throws ConnectFailure, Unacknowledged, IOException, InterruptedException {
    List<String> ids = IntStream.rangeClosed(1, gateways).mapToObj(read::gatewayId).toList();
    double perSecond = rate == null ? Double.POSITIVE_INFINITY : rate;
    try (GatewayFleet fleet = GatewayFleet.connect(server, ids, seed, publishing.window);
        ProgressLine progress = ProgressLine.onStderr("replay")) {
      Map<Integer, GatewayClient> numbered = new TreeMap<>();
      for (GatewayClient client : fleet.clients().values()) {
        numbered.put(numbered.size() + 1, client);
      }
      Replay replay =
          new Replay(
              read,
              numbered,
              batch,
              new Pacer(perSecond, System::nanoTime, Pause.SLEEP),
              System::nanoTime,
              new ReplayOutput(progress, err));
      ReplayReport report = replay.run(file, publishing.ackPatience());
      out.println("Replay of " + file);
      StatsTable.row(out, "rows", "%,d", report.rows());
      StatsTable.row(out, "broken rows", "%,d", report.brokenRows());
      StatsTable.row(out, "assets", "%,d", report.lastRows().size());
      StatsTable.row(out, "readings", "%,d", report.readings());
      StatsTable.row(out, "readings/s", "%,.0f", report.readingsPerSecond());
      StatsTable.print(out, fleet.stats());
      if (orders != null) {
        out.flush();
        OrderClient client = new OrderClient(orders, System.getenv("MILLWRIGHT_API_TOKEN"));
        LeadTable.print(client.settled(SETTLE_PATIENCE), report.lastRows(), read.time(), out);
      }
    }
  }
}
