package io.millwright.sim.demo;

import io.millwright.ingest.database.DatabaseUnavailableException;
import io.millwright.ingest.registry.InvalidRegistry;
import io.millwright.ingest.registry.RegistryRefused;
import io.millwright.rules.planfile.PlanException;
import io.millwright.sim.mqtt.ConnectFailure;
import io.millwright.sim.mqtt.Unacknowledged;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millwright demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Live through a simulated week: gateways publish over MQTT, readings land in TimescaleDB,"
          + " work orders reach a CMMS and an FSM, completed jobs flow back.",
      "Exit code 1 when something could not start or did not add up."
    })
public final class DemoCommand implements Callable<Integer> {
  @Option(names = "--once", description = "End after the week instead of staying up.")
  private boolean once;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "Real time for the week (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--assets",
      defaultValue = "24",
      description = "How many assets (default: ${DEFAULT-VALUE}).")
  private int assets;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Names the fleet and its fate (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--trouble",
      defaultValue = "0.2",
      description =
          "Share of deliveries that meet trouble at the CMMS and FSM (default: ${DEFAULT-VALUE}).")
  private double trouble;

  @Option(names = "--db", paramLabel = "URL", description = "A TimescaleDB to use.")
  private @Nullable String db;

  @Spec private CommandSpec spec;

  /** Runs the demo; 0, or 1 when it failed or did not add up. */
  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    try (DemoLock lock = DemoLock.take()) {
      return run(err);
    } catch (DatabaseUnavailableException
        | IllegalStateException
        | IllegalArgumentException
        | ConnectFailure
        | Unacknowledged
        | IOException e) {
      err.println("millwright demo: " + e.getMessage());
    } catch (SQLException e) {
      err.println("millwright demo: the database fails: " + e.getMessage());
    } catch (PlanException | InvalidRegistry | RegistryRefused e) {
      err.println("millwright demo: its own files are wrong, which is a bug: " + e.getMessage());
    }
    err.flush();
    return 1;
  }

  private int run(PrintWriter err)
      throws IOException,
          SQLException,
          PlanException,
          InvalidRegistry,
          RegistryRefused,
          ConnectFailure,
          Unacknowledged,
          InterruptedException {
    Duration week = Duration.ofDays(7);
    Instant start = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(week);
    DemoOptions options =
        new DemoOptions(seed, assets, start, week, Duration.ofSeconds(seconds), trouble, db);
    err.println("Starting the database and the service ...");
    err.flush();
    Demo demo = new Demo(options, System.getenv());
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              interrupted.countDown();
              demo.close();
              closed.countDown();
            },
            "shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    err.printf("A week of %d assets in %d seconds, from %s:%n", assets, seconds, start);
    err.flush();
    DemoReport report =
        demo.week(new DemoProgress(err, CommandLine.Help.Ansi.AUTO.enabled(), System::nanoTime));
    PrintWriter out = spec.commandLine().getOut();
    DemoTable.print(report, out);
    if (json != null) {
      Files.writeString(json, report.json() + System.lineSeparator());
    }
    if (!report.isSound()) {
      err.println("The figures do not add up: see gateway-sim/target/demo.log");
    }
    if (!once) {
      addresses(demo, out);
      interrupted.await();
      boolean ignored = closed.await(30, TimeUnit.SECONDS);
    } else {
      Runtime.getRuntime().removeShutdownHook(hook);
      demo.close();
    }
    return report.isSound() ? 0 : 1;
  }

  private static void addresses(Demo demo, PrintWriter out) {
    String api = "http://127.0.0.1:" + demo.service().apiPort();
    var database = demo.server().address().withDatabase(Demo.DATABASE);
    out.printf("%nEverything is still up:%n");
    out.printf("  API        %s/   work orders %s/v1/work-orders%n", api, api);
    out.printf("  metrics    %s/metrics   contract %s/openapi.yaml%n", api, api);
    out.printf("  MQTT       127.0.0.1:%d%n", demo.service().mqttPort());
    out.printf("  CMMS       %s%n", demo.cmms().url().resolve("/"));
    out.printf("  FSM        %s%n", demo.fsm().url().resolve("/"));
    out.printf("  database   %s  user %s%n", database.jdbcUrl(), database.user());
    out.printf("  log        gateway-sim/target/demo.log%n");
    out.println("Ctrl-C ends it.");
    out.flush();
  }
}
