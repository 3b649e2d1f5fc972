package io.millwright.sim.cli;

import io.millwright.sim.soak.Fuzz;
import io.millwright.sim.soak.FuzzDefect;
import io.millwright.sim.soak.FuzzTally;
import io.millwright.sim.soak.FuzzTarget;
import io.millwright.sim.soak.FuzzTargets;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code soak fuzz}. */
@Command(
    name = "fuzz",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Malformed packets, payloads and topics: nothing may crash, leak or block.")
public final class FuzzCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--cases", defaultValue = "1000000", description = "How many cases, in all.")
  private long cases;

  @Option(names = "--seed", defaultValue = "1", description = "The same seed, the same cases.")
  private long seed;

  @Option(names = "--target", paramLabel = "NAME", description = "Only this target.")
  private @Nullable String target;

  @Option(names = "--case", paramLabel = "N", description = "Only this case, to repeat it.")
  private @Nullable Long number;

  /** For picocli. */
  public FuzzCommand() {}

  /** 0, or 1 when something did not stand a case. */
  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<FuzzTarget> targets =
        FuzzTargets.all().stream()
            .filter(each -> target == null || each.name().equals(target))
            .toList();
    if (targets.isEmpty()) {
      spec.commandLine().getErr().println("Error: there is no target '" + target + "'");
      return 2;
    }
    Fuzz fuzz = new Fuzz(seed);
    List<FuzzTally> tallies = new ArrayList<>();
    try {
      for (FuzzTarget each : targets) {
        tallies.add(
            number == null ? fuzz.run(each, 0, cases / targets.size()) : fuzz.run(each, number, 1));
      }
    } catch (FuzzDefect e) {
      spec.commandLine().getErr().println("DEFECT: " + e.getMessage());
      return 1;
    }
    print(out, tallies);
    return 0;
  }

  private static void print(PrintWriter out, List<FuzzTally> tallies) {
    out.printf("  %-12s %12s %12s %12s %12s%n", "target", "cases", "taken", "refused", "cases/s");
    for (FuzzTally tally : tallies) {
      out.printf(
          "  %-12s %,12d %,12d %,12d %,12.0f%n",
          tally.target(),
          tally.cases(),
          tally.taken(),
          tally.refused(),
          tally.cases() * 1e9 / Math.max(1, tally.nanos()));
    }
    out.flush();
  }
}
