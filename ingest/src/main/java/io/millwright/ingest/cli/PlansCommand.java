package io.millwright.ingest.cli;

import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.planfile.PlanException;
import io.millwright.rules.planfile.PlanProblem;
import io.millwright.rules.planfile.PlanReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millwright plans}: works on plan files, and asks a service about its plans. */
@Command(
    name = "plans",
    mixinStandardHelpOptions = true,
    description = "Check, test, forecast and explain maintenance plans and conditions.",
    subcommands = {PlansTestCommand.class, PlansExplainCommand.class, PlansForecastCommand.class})
public final class PlansCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** Prints the usage: a subcommand is required. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Missing required subcommand");
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Say everything that is wrong in plan files (exit code 1), or that nothing is.")
  int check(
      @Parameters(arity = "1..*", paramLabel = "FILE", description = "Plan files (YAML).")
          List<Path> files) {
    PrintWriter out = spec.commandLine().getOut();
    boolean right = true;
    for (Path file : files) {
      right &= check(file, out);
    }
    out.flush();
    return right ? 0 : 1;
  }

  private static boolean check(Path file, PrintWriter out) {
    try {
      PlanSet plans = PlanReader.read(Files.readString(file));
      out.println(file + ": " + plans.rules().size() + " rules, nothing wrong");
      return true;
    } catch (PlanException e) {
      for (PlanProblem problem : e.problems()) {
        out.println(problem.in(file.toString()));
      }
    } catch (NoSuchFileException e) {
      out.println(file + ": there is no such file");
    } catch (IOException e) {
      out.println(file + ": cannot be read: " + e.getMessage());
    }
    return false;
  }
}
