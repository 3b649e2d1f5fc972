package io.millwright.sim.cli;

import io.millwright.sim.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the simulator. */
@Command(
    name = "millwright",
    mixinStandardHelpOptions = true,
    description = "The world around Millwright: simulated gateways, a stand-in CMMS and FSM.",
    subcommands = {BenchCommand.class, DemoCommand.class, SimCommand.class, SoakCommand.class})
public final class Main implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /**
   * Runs a command and ends the process with its exit code.
   *
   * @param arguments the command and its arguments
   */
  public static void main(String... arguments) {
    System.exit(
        new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true).execute(arguments));
  }

  /** Prints the usage: a command is required. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Missing required command");
  }
}
