package io.millwright.sim.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the measurements. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measure Millwright beside the least that the same work can cost.",
    subcommands = {StoreBenchCommand.class})
public final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** For picocli. */
  public BenchCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to measure: bench store");
  }
}
