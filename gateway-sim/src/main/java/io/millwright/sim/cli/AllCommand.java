package io.millwright.sim.cli;

import io.millwright.sim.soak.ClockRun;
import io.millwright.sim.soak.DatabaseRun;
import io.millwright.sim.soak.DiskRun;
import io.millwright.sim.soak.FloodRun;
import io.millwright.sim.soak.HalfOpenRun;
import io.millwright.sim.soak.KillRun;
import io.millwright.sim.soak.SoakRun;
import io.millwright.sim.soak.StandbyRun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code soak all}. */
@Command(
    name = "all",
    mixinStandardHelpOptions = true,
    description = "Every run but fuzz, one after the other: about 20 minutes, with --quick 4.")
public final class AllCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private final SoakMixin soak = new SoakMixin();

  @Option(names = "--quick", description = "A short version of each.")
  private boolean quick;

  /** For picocli. */
  public AllCommand() {}

  /** 0, or 1 when something is not as it was promised. */
  @Override
  public Integer call() throws InterruptedException {
    List<SoakRun> runs = new ArrayList<>();
    runs.add(new KillRun(quick ? 8 : 100));
    runs.add(new DatabaseRun(quick ? 2 : 20));
    if ("root".equals(System.getProperty("user.name"))) {
      runs.add(new DiskRun(quick ? 1 : 3));
    } else {
      spec.commandLine().getErr().println("soak disk is left out: only root may mount a disk");
    }
    runs.add(new HalfOpenRun(1, quick));
    runs.add(new ClockRun(quick ? 3 : 5));
    runs.add(new StandbyRun(quick ? 4 : 12));
    runs.add(new FloodRun(quick ? 15 : 300));
    return soak.run(spec, runs.toArray(SoakRun[]::new));
  }
}
