package io.millwright.ingest.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The service's command line. */
@Command(
    name = "millwright",
    mixinStandardHelpOptions = true,
    description = "Meter readings in, work orders out.",
    subcommands = {
      ServeCommand.class,
      RegistryCommand.class,
      PlansCommand.class,
      TopicsCommand.class,
      QuarantineCommand.class,
      SparkplugCommand.class,
      DbCommand.class,
      BacktestCommand.class,
      VerifyCommand.class,
      FailuresCommand.class
    })
public final class Main implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /**
   * Runs a command and ends the process with its exit code.
   *
   * @param arguments the command and its arguments
   */
  public static void main(String... arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    return commandLine.setParameterExceptionHandler(
        new UnknownOptionFirst(commandLine.getParameterExceptionHandler()));
  }

  /** Prints the usage: a command is required. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Missing required command");
  }
}
