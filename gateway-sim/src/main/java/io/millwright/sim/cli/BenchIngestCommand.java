package io.millwright.sim.cli;

import io.millwright.ingest.database.DatabaseUnavailableException;
import io.millwright.sim.bench.BenchFailure;
import io.millwright.sim.bench.BenchOptions;
import io.millwright.sim.bench.CamelSettings;
import io.millwright.sim.bench.IngestBench;
import io.millwright.sim.bench.IngestGrowth;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench ingest}. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false,
    description = {
      "What the service takes beside what the database would take, in one run: raw COPY, the"
          + " service's own endpoint, and behind mosquitto where that is installed.",
      "Starts a database, services and brokers of its own, and drops them. Exit code 1 when a"
          + " reading that was acknowledged is not stored."
    })
public final class BenchIngestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--quick", description = "One short round, for a first look.")
  private boolean quick;

  @Option(names = "--rounds", defaultValue = "3", description = "Medians are taken of them.")
  private int rounds;

  @Option(names = "--seconds", defaultValue = "10", description = "Measured, of each phase.")
  private int seconds;

  @Option(names = "--warm-up", defaultValue = "5", description = "Seconds before that.")
  private int warmUp;

  @Option(names = "--meters", defaultValue = "10000", description = "Meters of the fleet.")
  private int meters;

  @Option(names = "--gateways", defaultValue = "10", description = "Connections.")
  private int gateways;

  @Option(
      names = "--heap",
      paramLabel = "MIB",
      defaultValue = "1024",
      description = "The service's -Xmx.")
  private int heap;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PHASE",
      description =
          "Of copy, own-50, own-1, half (needs own-50), half-copy (needs copy), broker-20,"
              + " broker-1000, broker-1000-50;"
              + " with --peer, too: camel-20, camel-1000, camel-each-20, camel-each-1000.")
  private @Nullable Set<String> only;

  @Option(
      names = "--peer",
      paramLabel = "camel",
      description =
          "Also measure Apache Camel behind mosquitto, and kill each consumer there three times.")
  private @Nullable Peer peer;

  @Option(
      names = "--camel-batch",
      defaultValue = "2000",
      description = "Messages in a batch of Camel's.")
  private int camelBatch;

  @Option(
      names = "--camel-consumers",
      defaultValue = "1",
      description = "Connections that share Camel's messages.")
  private int camelConsumers;

  @Option(
      names = "--camel-writers",
      defaultValue = "1",
      description = "Threads that insert Camel's batches; 0: the MQTT client's.")
  private int camelWriters;

  @Option(
      names = "--stagger",
      description =
          "Meters have 0 to 299 earlier readings each, as in a fleet whose meters are not alike:"
              + " pages of the index do not all split at once.")
  private boolean stagger;

  @Option(
      names = "--profile",
      description = "Record the service behind its own endpoint with JFR; print hot methods.")
  private boolean profile;

  @Option(
      names = "--growth",
      description = "Instead: 1,000 to 1,000,000 meters, and 1 to 2,000 connections.")
  private boolean growth;

  @Option(
      names = "--db",
      paramLabel = "URL",
      description = "A TimescaleDB; default: a private one.")
  private @Nullable String db;

  /** What others would use in place of broker mode. */
  enum Peer {
    /** Apache Camel. */
    CAMEL
  }

  /** For picocli. */
  public BenchIngestCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    try {
      BenchOptions options =
          new BenchOptions(
              db,
              quick ? 1 : rounds,
              Duration.ofSeconds(quick ? Math.min(3, warmUp) : warmUp),
              Duration.ofSeconds(quick ? Math.min(4, seconds) : seconds),
              meters,
              gateways,
              heap,
              only == null ? Set.of() : only,
              peer == null ? null : new CamelSettings(camelBatch, camelConsumers, camelWriters),
              stagger,
              profile);
      Path folder = Files.createTempDirectory("millwright-bench");
      err.println("Logs and recordings: " + folder);
      if (growth) {
        new IngestGrowth(options, folder, err).run(spec.commandLine().getOut());
      } else {
        new IngestBench(options, folder, err).run(spec.commandLine().getOut());
      }
      if (!profile) {
        delete(folder);
      }
      return 0;
    } catch (BenchFailure
        | DatabaseUnavailableException
        | ExecutionException
        | UncheckedIOException e) {
      err.println("bench ingest: " + e.getMessage());
      err.flush();
      return 1;
    } catch (SQLException e) {
      err.println("bench ingest: the database fails: " + e.getMessage());
      err.flush();
      return 1;
    } catch (IOException | IllegalArgumentException e) {
      return Failure.explain(err, e);
    }
  }

  /** Logs are of use after a failure only. */
  private static void delete(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
