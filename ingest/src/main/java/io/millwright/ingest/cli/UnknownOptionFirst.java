package io.millwright.ingest.cli;

import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Who misspells a required option is told that, and not that the option is missing. */
final class UnknownOptionFirst implements IParameterExceptionHandler {
  private final IParameterExceptionHandler next;

  UnknownOptionFirst(IParameterExceptionHandler next) {
    this.next = next;
  }

  @Override
  public int handleParseException(ParameterException problem, String[] arguments) throws Exception {
    if (problem instanceof MissingParameterException) {
      CommandLine command = problem.getCommandLine();
      Set<String> known = command.getCommandSpec().optionsMap().keySet();
      for (String argument : arguments) {
        String name = argument.split("=", 2)[0];
        if (name.startsWith("--") && !known.contains(name)) {
          return next.handleParseException(
              new UnmatchedArgumentException(command, List.of(name)), arguments);
        }
      }
    }
    return next.handleParseException(problem, arguments);
  }
}
