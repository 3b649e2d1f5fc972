package io.millwright.sim.cli;

import io.millwright.sim.fleet.FleetFiles;
import io.millwright.sim.fleet.FleetModel;
import io.millwright.sim.fleet.FleetReport;
import io.millwright.sim.fleet.FleetRunner;
import io.millwright.sim.fleet.Site;
import io.millwright.sim.mqtt.ConnectFailure;
import io.millwright.sim.mqtt.GatewayFleet;
import io.millwright.sim.mqtt.Unacknowledged;
import io.millwright.sim.time.Pause;
import io.millwright.sim.time.SimClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sim fleet}. */
@Command(
    name = "fleet",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Simulate a mixed fleet: excavators, compressors, lifts and rooftop units at sites with one"
          + " gateway each.",
      "First write and import its registry (--registry-out), then publish (--url)."
    })
public final class FleetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private PublishOptions publishing;

  @Option(names = "--seed", defaultValue = "1", description = "Names the fleet and its fate.")
  private long seed;

  @Option(names = "--size", defaultValue = "20", description = "Assets, at least 8.")
  private int size;

  @Option(
      names = "--start",
      description = "Simulated time of the first readings; default: --days before now.")
  private @Nullable Instant start;

  @Option(names = "--days", defaultValue = "7", description = "Simulated days.")
  private int days;

  @Option(
      names = "--every",
      defaultValue = "10",
      description = "Simulated minutes between readings.")
  private int everyMinutes;

  @Option(names = "--speed", defaultValue = "10000", description = "Simulated seconds in a second.")
  private double speed;

  /** For picocli. */
  public FleetCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (publishing.askForNothing(err)) {
      return 2;
    }
    URI url = publishing.url;
    Path registryOut = publishing.registryOut;
    try {
      Instant from =
          start == null
              ? Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(days))
              : start;
      FleetModel model = new FleetModel(seed, size, from, Duration.ofMinutes(everyMinutes));
      if (registryOut != null) {
        FleetFiles.registry(model).write(registryOut);
        out.printf(
            "%s: %d assets, %d gateways (with passwords: keep it private)%n",
            registryOut, size, model.sites().size());
      }
      if (url != null) {
        publish(url, model, out);
      }
      out.flush();
      return 0;
    } catch (ConnectFailure | Unacknowledged | IOException | IllegalArgumentException e) {
      return Failure.explain(err, e);
    }
  }

  private void publish(URI server, FleetModel model, PrintWriter out)
      throws ConnectFailure, Unacknowledged, InterruptedException {
    Duration span = Duration.ofDays(days);
    try (GatewayFleet gateways =
            GatewayFleet.connect(
                server,
                model.sites().stream().map(Site::gateway).toList(),
                seed,
                publishing.window);
        ProgressLine progress = ProgressLine.onStderr("fleet")) {
      FleetRunner runner =
          new FleetRunner(
              model,
              new SimClock(model.start(), speed, System::nanoTime),
              gateways.clients(),
              gateways.stats(),
              Pause.SLEEP,
              (time, published, acknowledged) ->
                  progress.at(
                      Duration.between(model.start(), time).toMillis() / (double) span.toMillis(),
                      time + " published " + published + " acknowledged " + acknowledged));
      FleetReport report = runner.run(model.start().plus(span), publishing.ackPatience());
      out.printf("Fleet of %d, %s to %s%n", size, report.from(), report.to());
      StatsTable.row(out, "readings", "%,d", report.readings());
      StatsTable.row(out, "faults", "%,d", report.faults());
      StatsTable.row(out, "meters replaced", "%,d", report.replacements());
      StatsTable.row(out, "gateway outages", "%,d", report.outages());
      StatsTable.print(out, gateways.stats());
    }
  }
}
