package io.millwright.sim.cli;

import io.millwright.ingest.database.DatabaseUnavailableException;
import io.millwright.sim.soak.SoakOptions;
import io.millwright.sim.soak.SoakRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options of every soak run that has a world of its own, and how such a run is done. */
final class SoakMixin {
  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "The same seed strikes in the same order (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--rate",
      defaultValue = "5000",
      description = "Messages a second (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--gateways",
      defaultValue = "20",
      description = "How many gateways (default: ${DEFAULT-VALUE}).")
  private int gateways;

  @Option(
      names = "--jvm",
      defaultValue = "-Xmx256m",
      description = "Options of the service's Java (default: ${DEFAULT-VALUE}).")
  private String jvm = "";

  /** For picocli. */
  SoakMixin() {}

  /**
   * Runs them one after the other; 0, 1 when one is not sound, 2 when the call is to be changed.
   */
  int run(CommandSpec spec, SoakRun... runs) throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    try {
      SoakOptions options =
          new SoakOptions(
              seed,
              rate,
              gateways,
              Arrays.stream(jvm.split(" ")).filter(word -> !word.isBlank()).toList(),
              spec.commandLine().getOut());
      int differences = 0;
      for (SoakRun run : List.of(runs)) {
        differences += run.run(options);
      }
      return differences == 0 ? 0 : 1;
    } catch (IllegalArgumentException e) {
      err.println("Error: " + e.getMessage());
      return 2;
    } catch (DatabaseUnavailableException | IOException | SQLException e) {
      err.println("Error: " + e.getMessage());
      return 1;
    }
  }
}
