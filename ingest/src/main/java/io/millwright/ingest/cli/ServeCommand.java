package io.millwright.ingest.cli;

import io.millwright.ingest.Millwright;
import io.millwright.ingest.Settings;
import io.millwright.ingest.api.ApiOptions;
import io.millwright.ingest.codec.sparkplug.MappingReader;
import io.millwright.ingest.codec.topics.TopicsFile;
import io.millwright.ingest.database.DatabaseUnavailableException;
import io.millwright.ingest.database.Databases;
import io.millwright.ingest.database.RunningDatabase;
import io.millwright.ingest.dispatch.DispatchOptions;
import io.millwright.ingest.dispatch.Target;
import io.millwright.ingest.pipeline.PipelineOptions;
import io.millwright.ingest.plans.PlanSource;
import io.millwright.ingest.quarantine.QuarantineLimit;
import io.millwright.ingest.registry.ImportReport;
import io.millwright.ingest.registry.InvalidRegistry;
import io.millwright.ingest.registry.RegistryFile;
import io.millwright.ingest.registry.RegistryRefused;
import io.millwright.rules.planfile.PlanException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millwright serve}: the service, until it is told to stop. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Run the service: MQTT in, work orders out.",
      "While another one works on the database, this one stands by and takes over when it ends."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:told to stop",
      " 1:could not start, and the message says why",
      " 2:wrong usage",
      " 3:another Millwright took over (this one hung or was cut off), or memory ran out:"
          + " start it again",
      " 4:a part of it failed by a defect of Millwright, and the log says which: start it again"
    },
    footer = {
      "",
      "Secrets come from the environment only:",
      "  MILLWRIGHT_API_TOKEN                       bearer token that the API asks for",
      "  MILLWRIGHT_CMMS_SECRET, MILLWRIGHT_FSM_SECRET   whsec_... to sign work orders with",
      "  MILLWRIGHT_BROKER_USER, MILLWRIGHT_BROKER_PASSWORD",
      "  MILLWRIGHT_DB_USER, MILLWRIGHT_DB_PASSWORD"
    })
public final class ServeCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int REPLACED = 3;
  private static final int PART_FAILED = 4;

  @Option(
      names = "--db",
      paramLabel = "URL",
      description =
          "jdbc:postgresql://... of a TimescaleDB (MILLWRIGHT_DB_URL). Otherwise Docker, otherwise"
              + " a private one.")
  private @Nullable String db;

  @Option(
      names = "--plans",
      paramLabel = "FILE",
      defaultValue = "${env:MILLWRIGHT_PLANS}",
      description = "Maintenance plans and conditions (YAML). Without it, those that are active.")
  private @Nullable Path plans;

  @Option(
      names = "--registry",
      paramLabel = "FILE",
      defaultValue = "${env:MILLWRIGHT_REGISTRY}",
      description = "Assets, meters and gateways (YAML, JSON or CSV) to import at the start.")
  private @Nullable Path registry;

  @Option(
      names = "--topics",
      paramLabel = "FILE",
      defaultValue = "${env:MILLWRIGHT_TOPICS}",
      description = "What plain topics mean (YAML): docs/topics.md.")
  private @Nullable Path topics;

  @Option(
      names = "--sparkplug",
      paramLabel = "FILE",
      defaultValue = "${env:MILLWRIGHT_SPARKPLUG}",
      description = "Be a Sparkplug host; what edge nodes are (YAML): docs/sparkplug.md.")
  private @Nullable Path sparkplug;

  @Option(
      names = "--quarantine-limit",
      paramLabel = "N",
      defaultValue = "${env:MILLWRIGHT_QUARANTINE_LIMIT}",
      description =
          "Entries (100000) or size (500MB) above which the oldest in quarantine are deleted."
              + " Without it, none is.")
  private @Nullable String quarantineLimit;

  @Option(
      names = "--auto-register",
      description = "Register unknown assets as unassigned instead of quarantining readings.")
  private boolean autoRegister;

  @Mixin private EndpointOptions endpoint;

  @Mixin private BrokerOptions broker;

  @Option(
      names = "--api-host",
      defaultValue = "${env:MILLWRIGHT_API_HOST:-127.0.0.1}",
      description = "Address of the HTTP API (default: ${DEFAULT-VALUE}).")
  private String apiHost = "";

  @Option(
      names = "--api-port",
      defaultValue = "${env:MILLWRIGHT_API_PORT:-8080}",
      description = "Port of the HTTP API; 0 picks a free one (default: ${DEFAULT-VALUE}).")
  private int apiPort;

  @Option(
      names = "--cmms",
      paramLabel = "URL",
      defaultValue = "${env:MILLWRIGHT_CMMS_URL}",
      description = "Where work orders of owned assets are posted. Without it they are held.")
  private @Nullable String cmms;

  @Option(
      names = "--fsm",
      paramLabel = "URL",
      defaultValue = "${env:MILLWRIGHT_FSM_URL}",
      description = "Where work orders of contracted assets are posted. Without it they are held.")
  private @Nullable String fsm;

  @Option(
      names = "--shards",
      defaultValue = "2",
      description = "Threads that fold and commit (default: ${DEFAULT-VALUE}).")
  private int shards;

  @Option(
      names = "--forecast-every",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description = "How often the table of due dates is refreshed (default: ${DEFAULT-VALUE}).")
  private int forecastEvery;

  @Spec private CommandSpec spec;

  private final Map<String, String> env = System.getenv();

  /**
   * Runs until it is told to end: 0; 1 when it cannot start, 3 when another took over, 4 when a
   * part of it failed.
   */
  @Override
  public Integer call() throws InterruptedException {
    try {
      RunningDatabase server = Databases.fromEnvironment(db, env).open(DbCommand.INSTANCE);
      server.ensureDatabase(server.address().database());
      Millwright service =
          Millwright.start(settings(server), InstantSource.system(), new SecureRandom());
      CountDownLatch stopped = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    service.close();
                    stopped.countDown();
                  },
                  "shutdown"));
      service.replaced().thenAccept(reason -> end(REPLACED, reason));
      service.failed().thenAccept(reason -> end(PART_FAILED, reason));
      importRegistry(service);
      announce(service, server);
      stopped.await();
      return 0;
    } catch (PlanException e) {
      e.problems().forEach(problem -> complain(problem.in(String.valueOf(plans))));
    } catch (InvalidRegistry e) {
      e.errors().forEach(error -> complain(error.toString()));
    } catch (RegistryRefused e) {
      e.errors().forEach(this::complain);
    } catch (NoSuchFileException e) {
      complain("There is no file " + e.getMessage());
    } catch (SQLException e) {
      complain("The database fails: " + e.getMessage());
    } catch (DatabaseUnavailableException
        | IllegalStateException
        | IllegalArgumentException
        | IOException e) {
      complain(String.valueOf(e.getMessage()));
    }
    return FAILED;
  }

  private <T> @Nullable T mapping(@Nullable Path file, String command, PlanFiles.Reader<T> reader)
      throws IOException {
    if (file == null) {
      return null;
    }
    try {
      return reader.read(Files.readString(file));
    } catch (PlanException e) {
      e.problems().forEach(problem -> complain(problem.in(file.toString())));
      throw new IllegalArgumentException(
          "The mapping is not right: see ./millwright " + command + " check " + file, e);
    }
  }

  /** At once: an orderly stop would try to finish what is another process's now, or what failed. */
  private void end(int code, String reason) {
    complain(
        "ends, for "
            + reason
            + ". Nothing is lost. Started again, it works, or is the standby: have a supervisor do"
            + " that (docs/operations.md)");
    Runtime.getRuntime().halt(code);
  }

  private Settings settings(RunningDatabase server) throws IOException {
    return new Settings(
        server.address(),
        endpoint.settings(),
        broker.settings(env),
        new ApiOptions(apiHost, apiPort, env.get("MILLWRIGHT_API_TOKEN"), ApiOptions.MAX_BODY),
        List.of(
            Target.of("cmms", cmms, env.get("MILLWRIGHT_CMMS_SECRET")),
            Target.of("fsm", fsm, env.get("MILLWRIGHT_FSM_SECRET"))),
        DispatchOptions.DEFAULTS,
        new PipelineOptions(
            shards,
            PipelineOptions.DEFAULT.queueLimit(),
            PipelineOptions.DEFAULT.batchLimit(),
            PipelineOptions.DEFAULT.checkpointEvery(),
            PipelineOptions.DEFAULT.tickEvery()),
        plans == null
            ? null
            : new PlanSource(
                Files.readString(plans), plans.toString(), System.getProperty("user.name", "")),
        autoRegister,
        mapping(sparkplug, "sparkplug", MappingReader::read),
        mapping(topics, "topics", TopicsFile::read),
        quarantineLimit == null ? QuarantineLimit.NONE : QuarantineLimit.parse(quarantineLimit),
        Duration.ofSeconds(forecastEvery));
  }

  private void importRegistry(Millwright service)
      throws IOException, SQLException, InvalidRegistry, RegistryRefused {
    if (registry != null) {
      ImportReport report = RegistryFile.importInto(service.registry(), registry, env);
      ImportReport.Counts assets = report.assets();
      spec.commandLine()
          .getErr()
          .printf(
              "Registry: %d assets created, %d updated, %d unchanged; %d gateways%n",
              assets.created(),
              assets.updated(),
              assets.unchanged(),
              report.gateways().created()
                  + report.gateways().updated()
                  + report.gateways().unchanged());
    }
  }

  private void announce(Millwright service, RunningDatabase server) {
    var err = spec.commandLine().getErr();
    err.println("Millwright runs.");
    if (service.mqttPort() > 0) {
      err.println("  MQTT      " + endpoint.host() + ":" + service.mqttPort());
    }
    if (broker.url() != null) {
      err.println("  Broker    " + broker.url());
    }
    err.println("  API       http://" + apiHost + ":" + service.apiPort() + "/");
    err.println(
        "  Database  " + server.address().jdbcUrl() + " (" + server.address().origin() + ")");
    err.println("Ctrl-C stops it; the database stays (./millwright db stop).");
    err.flush();
  }

  private void complain(String message) {
    spec.commandLine().getErr().println("millwright serve: " + message);
    spec.commandLine().getErr().flush();
  }
}
