package io.millwright.sim.cli;

import io.millwright.sim.soak.DiskRun;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code soak disk}. */
@Command(
    name = "disk",
    mixinStandardHelpOptions = true,
    description = "The database's disk is full, under load. Needs root, to mount a small one.")
public final class DiskCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private final SoakMixin soak = new SoakMixin();

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "How often (default: ${DEFAULT-VALUE}).")
  private int rounds;

  /** For picocli. */
  public DiskCommand() {}

  /** 0, or 1 when something is not as it was promised. */
  @Override
  public Integer call() throws InterruptedException {
    return soak.run(spec, new DiskRun(rounds));
  }
}
