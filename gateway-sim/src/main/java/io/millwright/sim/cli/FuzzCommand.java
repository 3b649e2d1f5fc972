package io.millwright.sim.cli;

import io.millwright.ingest.database.DatabaseUnavailableException;
import io.millwright.sim.soak.Fuzz;
import io.millwright.sim.soak.FuzzDefect;
import io.millwright.sim.soak.FuzzTally;
import io.millwright.sim.soak.FuzzTarget;
import io.millwright.sim.soak.FuzzTargets;
import io.millwright.sim.soak.SocketFuzz;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
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

  @Option(
      names = "--sockets",
      defaultValue = "20000",
      description = "How many cases more over sockets, against a running service; 0: none.")
  private int sockets;

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
    return target == null && number == null && sockets > 0 ? overSockets(out) : 0;
  }

  private int overSockets(PrintWriter out) {
    try {
      SocketFuzz.Report report = new SocketFuzz(new Fuzz(seed), sockets).run();
      out.printf("%nOver sockets, against a service with -Xmx256m:%n");
      out.printf("  %-38s %,12d%n", "connections with a case each", report.cases());
      out.printf("  %-38s %,12d%n", "publishes of a good gateway meanwhile", report.canaries());
      out.printf("  %-38s %,12d%n", "  not acknowledged", report.unanswered());
      out.printf("  %-38s %,12d%n", "  longest wait for one, ms", report.longestMillis());
      out.printf("  %-38s %,12d%n", "connections left behind", report.left());
      out.printf("  %-38s %,12d%n", "lines of its log", report.logLines());
      out.printf("  %-38s %,12d%n", "  of stack traces or leaks", report.traces());
      out.printf("  %-38s %,12d%n", "heap in use before, KiB", report.heapBefore());
      out.printf("  %-38s %,12d%n", "heap in use after, KiB", report.heapAfter());
      report.defects().forEach(defect -> out.println("DEFECT: " + defect));
      out.flush();
      return report.defects().isEmpty() ? 0 : 1;
    } catch (IOException | SQLException | DatabaseUnavailableException e) {
      spec.commandLine().getErr().println("Error: " + e.getMessage());
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
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
