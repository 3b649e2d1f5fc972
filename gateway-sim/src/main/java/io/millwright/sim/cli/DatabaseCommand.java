package io.millwright.sim.cli;

import io.millwright.sim.soak.DatabaseRun;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code soak database}. */
@Command(
    name = "database",
    mixinStandardHelpOptions = true,
    description = "The database server is killed at random moments, under load.")
public final class DatabaseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private final SoakMixin soak = new SoakMixin();

  @Option(
      names = "--kills",
      defaultValue = "20",
      description = "How many (default: ${DEFAULT-VALUE}).")
  private int kills;

  /** For picocli. */
  public DatabaseCommand() {}

  /** 0, or 1 when something is not as it was promised. */
  @Override
  public Integer call() throws InterruptedException {
    return soak.run(spec, new DatabaseRun(kills));
  }
}
