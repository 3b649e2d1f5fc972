package io.millwright.sim.cli;

import io.millwright.sim.soak.ClockRun;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code soak clock}. */
@Command(
    name = "clock",
    mixinStandardHelpOptions = true,
    description = "The clock of the service is set ahead and back, under load.")
public final class ClockCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private final SoakMixin soak = new SoakMixin();

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description = "How long it stays wrong each time, seconds (default: ${DEFAULT-VALUE}).")
  private int seconds;

  /** For picocli. */
  public ClockCommand() {}

  /** 0, or 1 when something is not as it was promised. */
  @Override
  public Integer call() throws InterruptedException {
    return soak.run(spec, new ClockRun(seconds));
  }
}
