package io.millwright.sim.cli;

import io.millwright.sim.soak.StandbyRun;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code soak standby}. */
@Command(
    name = "standby",
    mixinStandardHelpOptions = true,
    description = "Two services: the one that works is struck, the other takes over.")
public final class StandbyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private final SoakMixin soak = new SoakMixin();

  @Option(
      names = "--rounds",
      defaultValue = "12",
      description = "How many take-overs (default: ${DEFAULT-VALUE}).")
  private int rounds;

  /** For picocli. */
  public StandbyCommand() {}

  /** 0, or 1 when something is not as it was promised. */
  @Override
  public Integer call() throws InterruptedException {
    return soak.run(spec, new StandbyRun(rounds));
  }
}
