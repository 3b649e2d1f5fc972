package io.millwright.ingest.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Another process that opens a private instance, to be raced against or killed. */
final class ChildJvm {
  private ChildJvm() {}

  /** Arguments: cache folder, instance. Prints whether it was the one that started the server. */
  public static void main(String[] arguments) throws Exception {
    Map<String, String> env = Map.of("MILLWRIGHT_CACHE", arguments[0]);
    RunningDatabase server = new PrivateTimescale(env, System.err::println).open(arguments[1]);
    System.out.println("started=" + server.startedHere());
  }

  /** Its stdout is for the caller to read; what it tells its user goes to the log file. */
  static Process opening(Path cache, String instance, Path log) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ChildJvm.class.getName(),
                cache.toString(),
                instance))
        .redirectError(log.toFile())
        .start();
  }

  static String outputOf(Process child) throws IOException, InterruptedException {
    String output =
        new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return child.waitFor() == 0 ? output : "exit code " + child.exitValue();
  }
}
