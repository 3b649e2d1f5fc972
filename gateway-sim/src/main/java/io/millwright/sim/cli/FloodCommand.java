package io.millwright.sim.cli;

import io.millwright.sim.soak.FloodRun;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code soak flood}. */
@Command(
    name = "flood",
    mixinStandardHelpOptions = true,
    description = "Ten times what the database takes.")
public final class FloodCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private final SoakMixin soak = new SoakMixin();

  @Option(
      names = "--minutes",
      defaultValue = "5",
      description = "How long (default: ${DEFAULT-VALUE}).")
  private double minutes;

  /** For picocli. */
  public FloodCommand() {}

  /** 0, or 1 when something is not as it was promised. */
  @Override
  public Integer call() throws InterruptedException {
    return soak.run(spec, new FloodRun((int) Math.round(minutes * 60)));
  }
}
