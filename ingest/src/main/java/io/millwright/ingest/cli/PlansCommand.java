package io.millwright.ingest.cli;

import io.millwright.rules.planfile.PlanReader;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millwright plans}: works on plan files, and on the plans of a running service. */
@Command(
    name = "plans",
    mixinStandardHelpOptions = true,
    description = "Check, test, compare, activate, forecast and explain plans and conditions.",
    subcommands = {
      PlansTestCommand.class,
      PlansDiffCommand.class,
      PlansActivateCommand.class,
      PlansForecastCommand.class,
      PlansExplainCommand.class
    })
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
    return PlanFiles.check(
        files, spec.commandLine().getOut(), PlanReader::read, set -> set.rules().size() + " rules");
  }
}
