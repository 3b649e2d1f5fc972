package io.millwright.sim.cli;

import io.millwright.rules.backtest.LeadWindow;
import io.millwright.rules.backtest.ReportText;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.planfile.PlanException;
import io.millwright.rules.planfile.PlanReader;
import io.millwright.rules.planfile.Spans;
import io.millwright.sim.replay.DataSetBacktest;
import io.millwright.sim.replay.MappingException;
import io.millwright.sim.replay.MappingFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sim backtest}. */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Try a plan file on a run-to-failure data set: what would it have raised, and how long before"
          + " each failure? Needs no database and no service.",
      "Example: sim backtest --file train_FD001.txt.gz --mapping cmapss --plans cmapss-health"
    })
public final class DataSetBacktestCommand implements Callable<Integer> {
  private static final String NEVER = "never";

  @Spec private CommandSpec spec;

  @Option(names = "--file", required = true, description = "The data set; gzip or plain.")
  private Path file;

  @Option(
      names = "--mapping",
      required = true,
      description = "Mapping file (YAML), or the name of a shipped one: cmapss.")
  private String mapping;

  @Option(
      names = "--plans",
      required = true,
      description = "Plan file (YAML), or the name of a shipped one: cmapss-health, cmapss-plans.")
  private String plans;

  @Option(
      names = "--remaining",
      paramLabel = "FILE",
      description =
          "The steps that each asset had left after its last row, one a line. Without it the last"
              + " row is the failure.")
  private @Nullable Path remaining;

  @Option(
      names = "--lead",
      paramLabel = "FROM..TO",
      defaultValue = "10h..60h",
      description = "How long before a failure an order is useful.")
  private String lead = "";

  @Option(
      names = "--nuisance-before",
      paramLabel = "SPAN",
      defaultValue = "100h",
      description = "An order further ahead than this is a nuisance.")
  private String nuisance = "";

  @Option(
      names = "--completed-after",
      paramLabel = "SPAN",
      defaultValue = NEVER,
      description = "Assume that each order is completed so long after it was raised; or never.")
  private String completedAfter = NEVER;

  /** For picocli. */
  public DataSetBacktestCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      LeadWindow window = LeadWindow.parse(lead, nuisance);
      PlanSet rules = PlanReader.read(MappingFile.text(plans));
      Long after = completedAfter.equals(NEVER) ? null : Spans.duration(completedAfter).toMillis();
      DataSetBacktest.Result result =
          new DataSetBacktest(MappingFile.load(mapping), remaining).run(file, rules, after, window);
      String title = "Back-test of " + plans + " on " + file.getFileName();
      ReportText.lines(result.question(), result.report(), title).forEach(out::println);
      if (result.brokenRows() > 0) {
        out.printf("%,d rows could not be read%n", result.brokenRows());
      }
      out.flush();
      return 0;
    } catch (PlanException e) {
      e.problems().forEach(problem -> err.println(problem.in(plans)));
      return 1;
    } catch (MappingException | IOException | IllegalArgumentException e) {
      return Failure.explain(err, e);
    }
  }
}
