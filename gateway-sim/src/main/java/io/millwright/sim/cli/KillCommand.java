package io.millwright.sim.cli;

import io.millwright.sim.soak.KillRun;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code soak kill}. */
@Command(
    name = "kill",
    mixinStandardHelpOptions = true,
    description = "kill -9 of the service at random moments, under load.")
public final class KillCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private final SoakMixin soak = new SoakMixin();

  @Option(
      names = "--kills",
      defaultValue = "100",
      description = "How many (default: ${DEFAULT-VALUE}).")
  private int kills;

  /** For picocli. */
  public KillCommand() {}

  /** 0, or 1 when something is not as it was promised. */
  @Override
  public Integer call() throws InterruptedException {
    return soak.run(spec, new KillRun(kills));
  }
}
