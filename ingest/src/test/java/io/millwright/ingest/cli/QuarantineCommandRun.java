package io.millwright.ingest.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Runs {@code millwright quarantine} against a service of a test. */
public final class QuarantineCommandRun {
  private final int apiPort;

  public QuarantineCommandRun(int apiPort) {
    this.apiPort = apiPort;
  }

  /** What it prints, on both streams. */
  public String of(String subcommand, String... arguments) {
    List<String> words = new ArrayList<>(List.of(subcommand));
    words.addAll(List.of(arguments));
    words.add("--api=http://127.0.0.1:" + apiPort);
    StringWriter said = new StringWriter();
    new CommandLine(new QuarantineCommand(new ApiAccess(Map.of())))
        .setOut(new PrintWriter(said, true))
        .setErr(new PrintWriter(said, true))
        .execute(words.toArray(String[]::new));
    return said.toString();
  }
}
