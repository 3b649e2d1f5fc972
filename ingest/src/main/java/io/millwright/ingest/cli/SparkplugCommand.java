package io.millwright.ingest.cli;

import io.millwright.ingest.codec.sparkplug.MappingReader;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millwright sparkplug}: works on files that say what Sparkplug edge nodes are. */
@Command(
    name = "sparkplug",
    mixinStandardHelpOptions = true,
    description = "Check a mapping from Sparkplug edge nodes and metrics to assets and meters.")
public final class SparkplugCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** Prints the usage: a subcommand is required. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Missing required subcommand");
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description =
          "Say everything that is wrong in mapping files (exit code 1), or that nothing is.")
  int check(
      @Parameters(arity = "1..*", paramLabel = "FILE", description = "Mapping files (YAML).")
          List<Path> files) {
    return PlanFiles.check(
        files,
        spec.commandLine().getOut(),
        MappingReader::read,
        mapping -> "host '" + mapping.hostId() + "'");
  }
}
