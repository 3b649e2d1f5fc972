package io.millwright.ingest.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a PostgreSQL server writes about itself into {@code postmaster.pid} of its data folder.
 *
 * @param port 0 until the server has got so far as to write it
 */
record PostmasterPid(long pid, int port) {
  private static final int PORT_LINE = 3;

  /** Empty when there is no such file, or none that PostgreSQL wrote. */
  static Optional<PostmasterPid> read(Path data) throws IOException {
    try {
      return parse(Files.readString(file(data)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  static Optional<PostmasterPid> parse(String text) {
    List<String> lines = text.lines().map(String::strip).toList();
    try {
      return Optional.of(
          new PostmasterPid(
              Long.parseLong(lines.isEmpty() ? "" : lines.get(0)),
              lines.size() > PORT_LINE ? Integer.parseInt(lines.get(PORT_LINE)) : 0));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether the process is still this data folder's server. After a crash or a restart of the
   * machine the number may belong to another process, and PostgreSQL would then refuse to start.
   */
  boolean isServerOf(Path data) {
    try {
      byte[] commandLine = Files.readAllBytes(Path.of("/proc/" + pid + "/cmdline"));
      return List.of(new String(commandLine, StandardCharsets.UTF_8).split("\0", -1))
          .contains(data.toString());
    } catch (IOException e) {
      return false;
    }
  }

  static Path file(Path data) {
    return data.resolve("postmaster.pid");
  }
}
