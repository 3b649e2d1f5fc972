package io.millwright.sim.soak;

import io.millwright.ingest.cli.Main;
import io.millwright.ingest.database.DatabaseAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code millwright serve} as a process of its own, which can be killed and started again. */
final class ServiceProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final DatabaseAddress database;
  private final Path log;
  private final List<String> jvm;
  private final int mqttPort = freePort();
  private final int apiPort = freePort();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private @Nullable Process process;

  /**
   * A service that is not started yet.
   *
   * @param log where its output is appended
   * @param jvm options of its Java, such as {@code -Xmx256m}
   */
  ServiceProcess(DatabaseAddress database, Path log, List<String> jvm) throws IOException {
    this.database = database;
    this.log = log;
    this.jvm = jvm;
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "soak-service"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /**
   * Starts it, and does not wait.
   *
   * @param arguments of {@code serve}, besides database and ports
   */
  void launch(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:+ExitOnOutOfMemoryError", "-Dlogback.configurationFile=logback-text.xml"));
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Main.class.getName(), "serve"));
    command.addAll(List.of("--mqtt-port", "" + mqttPort, "--api-port", "" + apiPort));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Map<String, String> env = builder.environment();
    env.put("MILLWRIGHT_DB_URL", database.jdbcUrl());
    env.put("MILLWRIGHT_DB_USER", database.user());
    env.put("MILLWRIGHT_DB_PASSWORD", database.password());
    process = builder.start();
  }

  /** Waits until it is ready. */
  void awaitReady() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isReady()) {
      if (!isAlive() || System.nanoTime() > end) {
        throw new IOException("The service does not get ready:\n" + lastWords());
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  String lastWords() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
  }

  boolean isReady() throws InterruptedException {
    return readiness().map(answer -> answer.statusCode() == 200).orElse(false);
  }

  /** What /readyz says; empty when nobody answers. */
  Optional<HttpResponse<String>> readiness() throws InterruptedException {
    try {
      return Optional.of(get("/readyz"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(api().resolve(path)).timeout(Duration.ofSeconds(8)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /**
   * The sum of a metric over its labels; NaN when nobody answers.
   *
   * @param label counts only with it, such as {@code area="heap"}; or empty
   */
  double metric(String name, String label) throws InterruptedException {
    try {
      return get("/metrics")
          .body()
          .lines()
          .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
          .filter(line -> line.contains(label))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  /** What of it is in memory, MiB; 0 when it does not run. */
  long residentMebibytes() {
    Process running = process;
    if (running == null) {
      return 0;
    }
    try {
      return Files.readAllLines(Path.of("/proc/" + running.pid() + "/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .sum();
    } catch (IOException e) {
      return 0;
    }
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Its process id; -1 when it was never started. */
  long pid() {
    return process == null ? -1 : process.pid();
  }

  int mqttPort() {
    return mqttPort;
  }

  URI api() {
    return URI.create("http://127.0.0.1:" + apiPort);
  }

  /** kill -9. */
  void kill() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  /** SIGSTOP: it holds its connections and does nothing. */
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** SIGCONT. */
  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    if (process != null) {
      Signals.send(process.pid(), name);
    }
  }

  /** SIGTERM, and its end. */
  void stop() throws IOException, InterruptedException {
    if (process != null) {
      process.destroy();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new IOException("The service did not stop within 60 s:\n" + lastWords());
      }
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
  }
}
