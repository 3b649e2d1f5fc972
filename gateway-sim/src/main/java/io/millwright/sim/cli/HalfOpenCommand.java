package io.millwright.sim.cli;

import io.millwright.sim.soak.HalfOpenRun;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code soak half-open}. */
@Command(
    name = "half-open",
    mixinStandardHelpOptions = true,
    description = "Connections to the database go silent without being closed.")
public final class HalfOpenCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private final SoakMixin soak = new SoakMixin();

  @Option(
      names = "--rounds",
      defaultValue = "1",
      description = "How many times through all kinds (default: ${DEFAULT-VALUE}).")
  private int rounds;

  /** For picocli. */
  public HalfOpenCommand() {}

  /** 0, or 1 when something is not as it was promised. */
  @Override
  public Integer call() throws InterruptedException {
    return soak.run(spec, new HalfOpenRun(rounds, false));
  }
}
