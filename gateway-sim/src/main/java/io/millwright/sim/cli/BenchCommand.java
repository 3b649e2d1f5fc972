package io.millwright.sim.cli;

import io.millwright.sim.bench.store.StoreBenchCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the benchmarks that need a database. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description =
        "Measure the service, or its way of storing readings, beside the least it can cost.",
    subcommands = {BenchIngestCommand.class, StoreBenchCommand.class})
public final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** For picocli. */
  public BenchCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to measure: bench ingest or bench store");
  }
}
