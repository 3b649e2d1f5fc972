package io.millwright.sim.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the long runs that try to break the service. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = "Try to break it, for long: each run is seeded and ends with a table.",
    subcommands = {
      FuzzCommand.class,
      KillCommand.class,
      DatabaseCommand.class,
      DiskCommand.class,
      HalfOpenCommand.class,
      ClockCommand.class,
      StandbyCommand.class,
      FloodCommand.class,
      AllCommand.class
    })
public final class SoakCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** For picocli. */
  public SoakCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Say what to try: soak " + String.join(", soak ", spec.subcommands().keySet()));
  }
}
