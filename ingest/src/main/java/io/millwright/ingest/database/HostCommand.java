package io.millwright.ingest.database;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of the host to its end, without a shell and with a limit of time. */
final class HostCommand {
  /**
   * @param output stdout and stderr together, without white space at the ends
   */
  record Result(int exitCode, String output) {
    boolean succeeded() {
      return exitCode == 0;
    }
  }

  private HostCommand() {}

  /**
   * @param folder the working folder; it must be one that the program's user may enter
   * @throws IOException when the program cannot be started or does not end in time
   */
  static Result run(Path folder, Duration limit, List<String> command) throws IOException {
    // A file rather than a pipe: a daemon that keeps the pipe open would keep the reader waiting.
    Path output = Files.createTempFile("millwright-", ".out");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(output.toFile());
      tidy(builder);
      Process process = builder.start();
      if (!ended(process, limit)) {
        throw new IOException(
            command.get(0) + " did not end within " + limit.toSeconds() + " seconds");
      }
      return new Result(
          process.exitValue(),
          new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip());
    } finally {
      Files.delete(output);
    }
  }

  /**
   * As {@link #run}, and a non-zero exit is an error too.
   *
   * @throws IOException with the last lines of the output
   */
  static String require(Path folder, Duration limit, List<String> command) throws IOException {
    Result result = run(folder, limit, command);
    if (!result.succeeded()) {
      throw new IOException(
          lastLines(result.output(), "exit code " + result.exitCode() + " of " + command.get(0)));
    }
    return result.output();
  }

  private static boolean ended(Process process, Duration limit) throws IOException {
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
      process.destroy();
      return false;
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a program ran");
    }
  }

  /** The user's PG* defaults and preloaded libraries are meant for other programs. */
  private static void tidy(ProcessBuilder builder) {
    builder
        .environment()
        .keySet()
        .removeIf(key -> key.startsWith("PG") || key.equals("LD_PRELOAD"));
    builder.environment().remove("LD_LIBRARY_PATH");
    builder.environment().put("LC_ALL", "C");
  }

  private static String lastLines(String output, String otherwise) {
    List<String> lines = new ArrayList<>(output.lines().filter(line -> !line.isBlank()).toList());
    if (lines.isEmpty()) {
      return otherwise;
    }
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 4), lines.size()));
  }
}
