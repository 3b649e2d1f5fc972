package io.millwright.sim.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the benchmarks that need a whole service. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measure a whole service.",
    subcommands = BenchIngestCommand.class)
public final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** For picocli. */
  public BenchCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to measure: bench ingest");
  }
}
