package io.millwright.ingest.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import picocli.CommandLine;

/** One run of {@code db} with an environment of its own, and what it said. */
record DbCommandRun(int exitCode, String out, String err) {
  static DbCommandRun of(Map<String, String> env, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        new CommandLine(new DbCommand(env))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new DbCommandRun(exitCode, out.toString(), err.toString());
  }
}
