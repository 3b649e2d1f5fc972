package io.millwright.sim.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups what plays the world around Millwright. */
@Command(
    name = "sim",
    mixinStandardHelpOptions = true,
    description =
        "Play the world around Millwright: gateways, load, a data set, a CMMS and an FSM.",
    subcommands = {
      FleetCommand.class,
      LoadCommand.class,
      ReplayCommand.class,
      StandInCommand.class,
      DataSetBacktestCommand.class
    })
public final class SimCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** For picocli. */
  public SimCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Say what to play: sim fleet, sim load, sim replay, sim stand-in or sim backtest");
  }
}
