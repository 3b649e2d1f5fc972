package io.millwright.sim.cli;

import io.millwright.sim.contract.SimPassword;
import io.millwright.sim.load.JsonMaker;
import io.millwright.sim.load.LoadFleet;
import io.millwright.sim.load.LoadPlan;
import io.millwright.sim.load.LoadRegistration;
import io.millwright.sim.load.LoadReport;
import io.millwright.sim.load.LoadRun;
import io.millwright.sim.load.MessageMaker;
import io.millwright.sim.sparkplug.SparkplugMaker;
import io.millwright.sim.wire.WireOptions;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sim load}. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false,
    description = {
      "Publish as many readings as is asked for, or as many as are taken, and measure.",
      "Registers its own assets, meters and gateways through the API. Latencies count from the"
          + " moment a message was due, so they are free of coordinated omission."
    },
    footer = {
      "",
      "MILLWRIGHT_API_TOKEN is sent as the bearer token when it is set. A broker's user and"
          + " password are MILLWRIGHT_BROKER_USER and MILLWRIGHT_BROKER_PASSWORD.",
      "Exit code 1 when a message was refused or not answered."
    })
public final class LoadCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private LoadShape shape;

  @Option(
      names = "--url",
      defaultValue = "tcp://127.0.0.1:1883",
      description = "The service's MQTT endpoint: tcp:// or ssl://.")
  private URI url;

  @Option(
      names = "--broker",
      paramLabel = "URL",
      description = "Publish to a broker instead: the acknowledgements are the broker's.")
  private @Nullable URI broker;

  @Option(
      names = "--ca",
      paramLabel = "PEM",
      description = "Who signs the server's certificate; default: whom Java trusts.")
  private @Nullable Path authority;

  @Option(names = "--api", defaultValue = "http://127.0.0.1:8080", description = "Its HTTP API.")
  private URI api;

  @Option(names = "--no-register", description = "The fleet is registered already.")
  private boolean registered;

  @Option(
      names = "--format",
      paramLabel = "json|sparkplug",
      defaultValue = "json",
      description =
          "Sparkplug needs a service with --sparkplug and a file that says: "
              + "nodes: [{match: \"load/{edge}/{device}\", asset: \"{device}\"}] "
              + "metrics: [{name: \"m{n}\", meter: \"m{n}\"}], each on a line.")
  private Notation notation = Notation.json;

  @Option(
      names = "--prefix",
      defaultValue = "load",
      description = "Names gateways and assets: another prefix, another fleet.")
  private String prefix;

  @Option(names = "--threads", defaultValue = "1", description = "Event loops.")
  private int threads;

  @Option(
      names = "--ack-timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long to wait for the last acknowledgements.")
  private int ackTimeout;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
  private @Nullable Path json;

  private final Map<String, String> env = System.getenv();

  /** What messages are written in; as the option says it. */
  enum Notation {
    json,
    sparkplug
  }

  /** For picocli. */
  public LoadCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      LoadPlan plan = shape.plan();
      LoadFleet fleet = new LoadFleet(prefix, plan.gateways(), plan.meters());
      String password = SimPassword.of(0, prefix);
      SslContext tls = tls();
      if (!registered) {
        err.printf("Registering %,d meters of %,d assets ...%n", plan.meters(), fleet.assets());
        err.flush();
        new LoadRegistration(api, env.get("MILLWRIGHT_API_TOKEN")).register(fleet, password);
      }
      LoadRun run =
          new LoadRun(
              plan,
              Duration.ofSeconds(ackTimeout),
              second -> {
                err.println(second);
                err.flush();
              });
      MessageMaker.Format format = notation == Notation.json ? JsonMaker::new : SparkplugMaker::new;
      LoadReport report =
          run.run(
              threads,
              gateway -> options(fleet.gateway(gateway), password, tls),
              gateway -> format.of(fleet, gateway, plan.readings()));
      report.figures().forEach((name, value) -> StatsTable.row(out, name, form(value), value));
      out.flush();
      if (json != null) {
        Files.writeString(json, report.json() + System.lineSeparator());
      }
      return report.refused().isEmpty() && report.unanswered() == 0 ? 0 : 1;
    } catch (IOException | IllegalArgumentException e) {
      return Failure.explain(err, e);
    }
  }

  private WireOptions options(String gateway, String password, @Nullable SslContext tls) {
    URI server = server();
    int port = server.getPort() > 0 ? server.getPort() : tls == null ? 1883 : 8883;
    return broker == null
        ? new WireOptions(server.getHost(), port, gateway, gateway, password, true, 60, tls)
        : new WireOptions(
            server.getHost(),
            port,
            gateway,
            env.get("MILLWRIGHT_BROKER_USER"),
            env.get("MILLWRIGHT_BROKER_PASSWORD"),
            true,
            60,
            tls);
  }

  private URI server() {
    return broker == null ? url : broker;
  }

  private @Nullable SslContext tls() throws IOException {
    URI server = server();
    boolean secure = "ssl".equals(server.getScheme());
    if (server.getHost() == null || !(secure || "tcp".equals(server.getScheme()))) {
      throw new IllegalArgumentException(
          "The MQTT server must be tcp://host:1883 or ssl://host:8883, not " + server);
    }
    if (!secure) {
      return null;
    }
    SslContextBuilder client = SslContextBuilder.forClient();
    return (authority == null ? client : client.trustManager(authority.toFile())).build();
  }

  private static String form(Object value) {
    return value instanceof Double ? "%,.2f" : "%,d";
  }
}
